// Models of the Causerie API, version 1, made by "npm run api:models" from its OpenAPI document.
// Models only, without requests. Causerie's tests do not compile them.
// Objects of several kinds are one class: "type" says which, and what a kind lacks is null.

// To parse this JSON data, do
//
//     final causerieModels = causerieModelsFromJson(jsonString);

import 'dart:convert';

CauserieModels causerieModelsFromJson(String str) => CauserieModels.fromJson(json.decode(str));

String causerieModelsToJson(CauserieModels data) => json.encode(data.toJson());

class CauserieModels {
    final Button? button;
    final ByeNotice? byeNotice;
    final Card? card;
    final ClientContent? clientContent;
    final ClientMessage? clientMessage;
    final ConversationList? conversationList;
    final EndSessionRequest? endSessionRequest;
    final EventPage? eventPage;
    final FileLink? fileLink;
    final FileProblem? fileProblem;
    final FileToSend? fileToSend;
    final Footnote? footnote;
    final FormField? formField;
    final Frame? frame;
    final LinkPreviewAnswer? linkPreviewAnswer;
    final ListedConversation? listedConversation;
    final ListItem? listItem;
    final LogEvent? logEvent;
    final MapLocation? mapLocation;
    final Media? media;
    final Message? message;
    final NewConversation? newConversation;
    final OwnFile? ownFile;
    final Panel? panel;
    final PanelField? panelField;
    final PanelPart? panelPart;
    final ProactiveRule? proactiveRule;
    final ProactiveRules? proactiveRules;
    final Problem? problem;
    final ProgressStep? progressStep;
    final PushEnd? pushEnd;
    final PushKey? pushKey;
    final PushRequest? pushRequest;
    final QuickReply? quickReply;
    final Rating? rating;
    final ReadMark? readMark;
    final Reasoning? reasoning;
    final RefreshRequest? refreshRequest;
    final ResyncNotice? resyncNotice;
    final SendResult? sendResult;
    final SentFile? sentFile;
    final Session? session;
    final SignInProblem? signInProblem;
    final SignInRequest? signInRequest;
    final Snapshot? snapshot;
    final UnreadRequest? unreadRequest;
    final UnreadResult? unreadResult;
    final Upload? upload;
    final UploadRequest? uploadRequest;
    final UploadRules? uploadRules;
    final VisitorContent? visitorContent;

    CauserieModels({
        this.button,
        this.byeNotice,
        this.card,
        this.clientContent,
        this.clientMessage,
        this.conversationList,
        this.endSessionRequest,
        this.eventPage,
        this.fileLink,
        this.fileProblem,
        this.fileToSend,
        this.footnote,
        this.formField,
        this.frame,
        this.linkPreviewAnswer,
        this.listedConversation,
        this.listItem,
        this.logEvent,
        this.mapLocation,
        this.media,
        this.message,
        this.newConversation,
        this.ownFile,
        this.panel,
        this.panelField,
        this.panelPart,
        this.proactiveRule,
        this.proactiveRules,
        this.problem,
        this.progressStep,
        this.pushEnd,
        this.pushKey,
        this.pushRequest,
        this.quickReply,
        this.rating,
        this.readMark,
        this.reasoning,
        this.refreshRequest,
        this.resyncNotice,
        this.sendResult,
        this.sentFile,
        this.session,
        this.signInProblem,
        this.signInRequest,
        this.snapshot,
        this.unreadRequest,
        this.unreadResult,
        this.upload,
        this.uploadRequest,
        this.uploadRules,
        this.visitorContent,
    });

    factory CauserieModels.fromJson(Map<String, dynamic> json) => CauserieModels(
        button: json["Button"] == null ? null : Button.fromJson(json["Button"]),
        byeNotice: json["ByeNotice"] == null ? null : ByeNotice.fromJson(json["ByeNotice"]),
        card: json["Card"] == null ? null : Card.fromJson(json["Card"]),
        clientContent: json["ClientContent"] == null ? null : ClientContent.fromJson(json["ClientContent"]),
        clientMessage: json["ClientMessage"] == null ? null : ClientMessage.fromJson(json["ClientMessage"]),
        conversationList: json["ConversationList"] == null ? null : ConversationList.fromJson(json["ConversationList"]),
        endSessionRequest: json["EndSessionRequest"] == null ? null : EndSessionRequest.fromJson(json["EndSessionRequest"]),
        eventPage: json["EventPage"] == null ? null : EventPage.fromJson(json["EventPage"]),
        fileLink: json["FileLink"] == null ? null : FileLink.fromJson(json["FileLink"]),
        fileProblem: json["FileProblem"] == null ? null : FileProblem.fromJson(json["FileProblem"]),
        fileToSend: json["FileToSend"] == null ? null : FileToSend.fromJson(json["FileToSend"]),
        footnote: json["Footnote"] == null ? null : Footnote.fromJson(json["Footnote"]),
        formField: json["FormField"] == null ? null : FormField.fromJson(json["FormField"]),
        frame: json["Frame"] == null ? null : Frame.fromJson(json["Frame"]),
        linkPreviewAnswer: json["LinkPreviewAnswer"] == null ? null : LinkPreviewAnswer.fromJson(json["LinkPreviewAnswer"]),
        listedConversation: json["ListedConversation"] == null ? null : ListedConversation.fromJson(json["ListedConversation"]),
        listItem: json["ListItem"] == null ? null : ListItem.fromJson(json["ListItem"]),
        logEvent: json["LogEvent"] == null ? null : LogEvent.fromJson(json["LogEvent"]),
        mapLocation: json["MapLocation"] == null ? null : MapLocation.fromJson(json["MapLocation"]),
        media: json["Media"] == null ? null : Media.fromJson(json["Media"]),
        message: json["Message"] == null ? null : Message.fromJson(json["Message"]),
        newConversation: json["NewConversation"] == null ? null : NewConversation.fromJson(json["NewConversation"]),
        ownFile: json["OwnFile"] == null ? null : OwnFile.fromJson(json["OwnFile"]),
        panel: json["Panel"] == null ? null : Panel.fromJson(json["Panel"]),
        panelField: json["PanelField"] == null ? null : PanelField.fromJson(json["PanelField"]),
        panelPart: json["PanelPart"] == null ? null : PanelPart.fromJson(json["PanelPart"]),
        proactiveRule: json["ProactiveRule"] == null ? null : ProactiveRule.fromJson(json["ProactiveRule"]),
        proactiveRules: json["ProactiveRules"] == null ? null : ProactiveRules.fromJson(json["ProactiveRules"]),
        problem: json["Problem"] == null ? null : Problem.fromJson(json["Problem"]),
        progressStep: json["ProgressStep"] == null ? null : ProgressStep.fromJson(json["ProgressStep"]),
        pushEnd: json["PushEnd"] == null ? null : PushEnd.fromJson(json["PushEnd"]),
        pushKey: json["PushKey"] == null ? null : PushKey.fromJson(json["PushKey"]),
        pushRequest: json["PushRequest"] == null ? null : PushRequest.fromJson(json["PushRequest"]),
        quickReply: json["QuickReply"] == null ? null : QuickReply.fromJson(json["QuickReply"]),
        rating: json["Rating"] == null ? null : Rating.fromJson(json["Rating"]),
        readMark: json["ReadMark"] == null ? null : ReadMark.fromJson(json["ReadMark"]),
        reasoning: json["Reasoning"] == null ? null : Reasoning.fromJson(json["Reasoning"]),
        refreshRequest: json["RefreshRequest"] == null ? null : RefreshRequest.fromJson(json["RefreshRequest"]),
        resyncNotice: json["ResyncNotice"] == null ? null : ResyncNotice.fromJson(json["ResyncNotice"]),
        sendResult: json["SendResult"] == null ? null : SendResult.fromJson(json["SendResult"]),
        sentFile: json["SentFile"] == null ? null : SentFile.fromJson(json["SentFile"]),
        session: json["Session"] == null ? null : Session.fromJson(json["Session"]),
        signInProblem: json["SignInProblem"] == null ? null : SignInProblem.fromJson(json["SignInProblem"]),
        signInRequest: json["SignInRequest"] == null ? null : SignInRequest.fromJson(json["SignInRequest"]),
        snapshot: json["Snapshot"] == null ? null : Snapshot.fromJson(json["Snapshot"]),
        unreadRequest: json["UnreadRequest"] == null ? null : UnreadRequest.fromJson(json["UnreadRequest"]),
        unreadResult: json["UnreadResult"] == null ? null : UnreadResult.fromJson(json["UnreadResult"]),
        upload: json["Upload"] == null ? null : Upload.fromJson(json["Upload"]),
        uploadRequest: json["UploadRequest"] == null ? null : UploadRequest.fromJson(json["UploadRequest"]),
        uploadRules: json["UploadRules"] == null ? null : UploadRules.fromJson(json["UploadRules"]),
        visitorContent: json["VisitorContent"] == null ? null : VisitorContent.fromJson(json["VisitorContent"]),
    );

    Map<String, dynamic> toJson() => {
        "Button": button?.toJson(),
        "ByeNotice": byeNotice?.toJson(),
        "Card": card?.toJson(),
        "ClientContent": clientContent?.toJson(),
        "ClientMessage": clientMessage?.toJson(),
        "ConversationList": conversationList?.toJson(),
        "EndSessionRequest": endSessionRequest?.toJson(),
        "EventPage": eventPage?.toJson(),
        "FileLink": fileLink?.toJson(),
        "FileProblem": fileProblem?.toJson(),
        "FileToSend": fileToSend?.toJson(),
        "Footnote": footnote?.toJson(),
        "FormField": formField?.toJson(),
        "Frame": frame?.toJson(),
        "LinkPreviewAnswer": linkPreviewAnswer?.toJson(),
        "ListedConversation": listedConversation?.toJson(),
        "ListItem": listItem?.toJson(),
        "LogEvent": logEvent?.toJson(),
        "MapLocation": mapLocation?.toJson(),
        "Media": media?.toJson(),
        "Message": message?.toJson(),
        "NewConversation": newConversation?.toJson(),
        "OwnFile": ownFile?.toJson(),
        "Panel": panel?.toJson(),
        "PanelField": panelField?.toJson(),
        "PanelPart": panelPart?.toJson(),
        "ProactiveRule": proactiveRule?.toJson(),
        "ProactiveRules": proactiveRules?.toJson(),
        "Problem": problem?.toJson(),
        "ProgressStep": progressStep?.toJson(),
        "PushEnd": pushEnd?.toJson(),
        "PushKey": pushKey?.toJson(),
        "PushRequest": pushRequest?.toJson(),
        "QuickReply": quickReply?.toJson(),
        "Rating": rating?.toJson(),
        "ReadMark": readMark?.toJson(),
        "Reasoning": reasoning?.toJson(),
        "RefreshRequest": refreshRequest?.toJson(),
        "ResyncNotice": resyncNotice?.toJson(),
        "SendResult": sendResult?.toJson(),
        "SentFile": sentFile?.toJson(),
        "Session": session?.toJson(),
        "SignInProblem": signInProblem?.toJson(),
        "SignInRequest": signInRequest?.toJson(),
        "Snapshot": snapshot?.toJson(),
        "UnreadRequest": unreadRequest?.toJson(),
        "UnreadResult": unreadResult?.toJson(),
        "Upload": upload?.toJson(),
        "UploadRequest": uploadRequest?.toJson(),
        "UploadRules": uploadRules?.toJson(),
        "VisitorContent": visitorContent?.toJson(),
    };
}

class Button {
    final String? imageUrl;
    final String label;
    final String? link;
    final String type;
    final String? target;
    final String? url;
    final Window? window;

    Button({
        this.imageUrl,
        required this.label,
        this.link,
        required this.type,
        this.target,
        this.url,
        this.window,
    });

    factory Button.fromJson(Map<String, dynamic> json) => Button(
        imageUrl: json["imageUrl"],
        label: json["label"],
        link: json["link"],
        type: json["type"],
        target: json["target"],
        url: json["url"],
        window: json["window"] == null ? null : Window.fromJson(json["window"]),
    );

    Map<String, dynamic> toJson() => {
        "imageUrl": imageUrl,
        "label": label,
        "link": link,
        "type": type,
        "target": target,
        "url": url,
        "window": window?.toJson(),
    };
}

class Window {
    final int height;
    final int width;

    Window({
        required this.height,
        required this.width,
    });

    factory Window.fromJson(Map<String, dynamic> json) => Window(
        height: json["height"],
        width: json["width"],
    );

    Map<String, dynamic> toJson() => {
        "height": height,
        "width": width,
    };
}

class ByeNotice {
    final double inMs;

    ByeNotice({
        required this.inMs,
    });

    factory ByeNotice.fromJson(Map<String, dynamic> json) => ByeNotice(
        inMs: json["inMs"]?.toDouble(),
    );

    Map<String, dynamic> toJson() => {
        "inMs": inMs,
    };
}

class Card {
    final List<Button> buttons;
    final CardImage? image;
    final String? subtitle;
    final String title;

    Card({
        required this.buttons,
        this.image,
        this.subtitle,
        required this.title,
    });

    factory Card.fromJson(Map<String, dynamic> json) => Card(
        buttons: List<Button>.from(json["buttons"].map((x) => Button.fromJson(x))),
        image: json["image"] == null ? null : CardImage.fromJson(json["image"]),
        subtitle: json["subtitle"],
        title: json["title"],
    );

    Map<String, dynamic> toJson() => {
        "buttons": List<dynamic>.from(buttons.map((x) => x.toJson())),
        "image": image?.toJson(),
        "subtitle": subtitle,
        "title": title,
    };
}

class CardImage {
    final String alt;
    final String url;

    CardImage({
        required this.alt,
        required this.url,
    });

    factory CardImage.fromJson(Map<String, dynamic> json) => CardImage(
        alt: json["alt"],
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "alt": alt,
        "url": url,
    };
}

class ClientContent {
    final String? replaces;
    final String? text;
    final String type;
    final String? label;
    final String? link;
    final String? messageId;
    final String? ref;
    final double? latitude;
    final double? longitude;
    final String? title;
    final String? comment;
    final String? question;
    final String? score;
    final String? value;
    final List<FileToSend>? files;

    ClientContent({
        this.replaces,
        this.text,
        required this.type,
        this.label,
        this.link,
        this.messageId,
        this.ref,
        this.latitude,
        this.longitude,
        this.title,
        this.comment,
        this.question,
        this.score,
        this.value,
        this.files,
    });

    factory ClientContent.fromJson(Map<String, dynamic> json) => ClientContent(
        replaces: json["replaces"],
        text: json["text"],
        type: json["type"],
        label: json["label"],
        link: json["link"],
        messageId: json["messageId"],
        ref: json["ref"],
        latitude: json["latitude"]?.toDouble(),
        longitude: json["longitude"]?.toDouble(),
        title: json["title"],
        comment: json["comment"],
        question: json["question"],
        score: json["score"],
        value: json["value"],
        files: json["files"] == null ? [] : List<FileToSend>.from(json["files"]!.map((x) => FileToSend.fromJson(x))),
    );

    Map<String, dynamic> toJson() => {
        "replaces": replaces,
        "text": text,
        "type": type,
        "label": label,
        "link": link,
        "messageId": messageId,
        "ref": ref,
        "latitude": latitude,
        "longitude": longitude,
        "title": title,
        "comment": comment,
        "question": question,
        "score": score,
        "value": value,
        "files": files == null ? [] : List<dynamic>.from(files!.map((x) => x.toJson())),
    };
}

class FileToSend {
    final String? alt;
    final String uploadId;

    FileToSend({
        this.alt,
        required this.uploadId,
    });

    factory FileToSend.fromJson(Map<String, dynamic> json) => FileToSend(
        alt: json["alt"],
        uploadId: json["uploadId"],
    );

    Map<String, dynamic> toJson() => {
        "alt": alt,
        "uploadId": uploadId,
    };
}

class ClientMessage {
    final String clientId;
    final ClientContent content;
    final dynamic context;
    final String? locale;

    ClientMessage({
        required this.clientId,
        required this.content,
        this.context,
        this.locale,
    });

    factory ClientMessage.fromJson(Map<String, dynamic> json) => ClientMessage(
        clientId: json["clientId"],
        content: ClientContent.fromJson(json["content"]),
        context: json["context"],
        locale: json["locale"],
    );

    Map<String, dynamic> toJson() => {
        "clientId": clientId,
        "content": content.toJson(),
        "context": context,
        "locale": locale,
    };
}

class ConversationList {
    final List<ListedConversation> conversations;

    ConversationList({
        required this.conversations,
    });

    factory ConversationList.fromJson(Map<String, dynamic> json) => ConversationList(
        conversations: List<ListedConversation>.from(json["conversations"].map((x) => ListedConversation.fromJson(x))),
    );

    Map<String, dynamic> toJson() => {
        "conversations": List<dynamic>.from(conversations.map((x) => x.toJson())),
    };
}

class ListedConversation {
    final double at;
    final String? firstUnread;
    final String id;
    final Last? last;
    final String? title;
    final int unread;

    ListedConversation({
        required this.at,
        this.firstUnread,
        required this.id,
        this.last,
        this.title,
        required this.unread,
    });

    factory ListedConversation.fromJson(Map<String, dynamic> json) => ListedConversation(
        at: json["at"]?.toDouble(),
        firstUnread: json["firstUnread"],
        id: json["id"],
        last: json["last"] == null ? null : Last.fromJson(json["last"]),
        title: json["title"],
        unread: json["unread"],
    );

    Map<String, dynamic> toJson() => {
        "at": at,
        "firstUnread": firstUnread,
        "id": id,
        "last": last?.toJson(),
        "title": title,
        "unread": unread,
    };
}

class Last {
    final String? name;
    final String role;
    final String text;

    Last({
        this.name,
        required this.role,
        required this.text,
    });

    factory Last.fromJson(Map<String, dynamic> json) => Last(
        name: json["name"],
        role: json["role"],
        text: json["text"],
    );

    Map<String, dynamic> toJson() => {
        "name": name,
        "role": role,
        "text": text,
    };
}

class EndSessionRequest {
    final bool? forget;
    final String refreshToken;

    EndSessionRequest({
        this.forget,
        required this.refreshToken,
    });

    factory EndSessionRequest.fromJson(Map<String, dynamic> json) => EndSessionRequest(
        forget: json["forget"],
        refreshToken: json["refreshToken"],
    );

    Map<String, dynamic> toJson() => {
        "forget": forget,
        "refreshToken": refreshToken,
    };
}

class EventPage {
    final String cursor;
    final List<LogEvent> events;
    final bool more;

    EventPage({
        required this.cursor,
        required this.events,
        required this.more,
    });

    factory EventPage.fromJson(Map<String, dynamic> json) => EventPage(
        cursor: json["cursor"],
        events: List<LogEvent>.from(json["events"].map((x) => LogEvent.fromJson(x))),
        more: json["more"],
    );

    Map<String, dynamic> toJson() => {
        "cursor": cursor,
        "events": List<dynamic>.from(events.map((x) => x.toJson())),
        "more": more,
    };
}

class LogEvent {
    final double at;
    final String? clientId;
    final VisitorContent? content;
    final int seq;
    final String type;
    final Author? author;
    final Message? message;
    final String? messageId;
    final LogEventDocument? document;
    final bool? stopped;
    final int? of;
    final String? name;

    LogEvent({
        required this.at,
        this.clientId,
        this.content,
        required this.seq,
        required this.type,
        this.author,
        this.message,
        this.messageId,
        this.document,
        this.stopped,
        this.of,
        this.name,
    });

    factory LogEvent.fromJson(Map<String, dynamic> json) => LogEvent(
        at: json["at"]?.toDouble(),
        clientId: json["clientId"],
        content: json["content"] == null ? null : VisitorContent.fromJson(json["content"]),
        seq: json["seq"],
        type: json["type"],
        author: json["author"] == null ? null : Author.fromJson(json["author"]),
        message: json["message"] == null ? null : Message.fromJson(json["message"]),
        messageId: json["messageId"],
        document: json["document"] == null ? null : LogEventDocument.fromJson(json["document"]),
        stopped: json["stopped"],
        of: json["of"],
        name: json["name"],
    );

    Map<String, dynamic> toJson() => {
        "at": at,
        "clientId": clientId,
        "content": content?.toJson(),
        "seq": seq,
        "type": type,
        "author": author?.toJson(),
        "message": message?.toJson(),
        "messageId": messageId,
        "document": document?.toJson(),
        "stopped": stopped,
        "of": of,
        "name": name,
    };
}

class Author {
    final String? id;
    final String? name;
    final String? picture;
    final String role;

    Author({
        this.id,
        this.name,
        this.picture,
        required this.role,
    });

    factory Author.fromJson(Map<String, dynamic> json) => Author(
        id: json["id"],
        name: json["name"],
        picture: json["picture"],
        role: json["role"],
    );

    Map<String, dynamic> toJson() => {
        "id": id,
        "name": name,
        "picture": picture,
        "role": role,
    };
}

class VisitorContent {
    final String? replaces;
    final String? text;
    final String type;
    final String? label;
    final String? link;
    final String? messageId;
    final String? ref;
    final double? latitude;
    final double? longitude;
    final String? title;
    final String? comment;
    final String? question;
    final String? score;
    final String? value;
    final List<SentFile>? files;

    VisitorContent({
        this.replaces,
        this.text,
        required this.type,
        this.label,
        this.link,
        this.messageId,
        this.ref,
        this.latitude,
        this.longitude,
        this.title,
        this.comment,
        this.question,
        this.score,
        this.value,
        this.files,
    });

    factory VisitorContent.fromJson(Map<String, dynamic> json) => VisitorContent(
        replaces: json["replaces"],
        text: json["text"],
        type: json["type"],
        label: json["label"],
        link: json["link"],
        messageId: json["messageId"],
        ref: json["ref"],
        latitude: json["latitude"]?.toDouble(),
        longitude: json["longitude"]?.toDouble(),
        title: json["title"],
        comment: json["comment"],
        question: json["question"],
        score: json["score"],
        value: json["value"],
        files: json["files"] == null ? [] : List<SentFile>.from(json["files"]!.map((x) => SentFile.fromJson(x))),
    );

    Map<String, dynamic> toJson() => {
        "replaces": replaces,
        "text": text,
        "type": type,
        "label": label,
        "link": link,
        "messageId": messageId,
        "ref": ref,
        "latitude": latitude,
        "longitude": longitude,
        "title": title,
        "comment": comment,
        "question": question,
        "score": score,
        "value": value,
        "files": files == null ? [] : List<dynamic>.from(files!.map((x) => x.toJson())),
    };
}

class SentFile {
    final String? alt;
    final int bytes;
    final int? height;
    final String id;
    final String mediaType;
    final String name;
    final int? width;

    SentFile({
        this.alt,
        required this.bytes,
        this.height,
        required this.id,
        required this.mediaType,
        required this.name,
        this.width,
    });

    factory SentFile.fromJson(Map<String, dynamic> json) => SentFile(
        alt: json["alt"],
        bytes: json["bytes"],
        height: json["height"],
        id: json["id"],
        mediaType: json["mediaType"],
        name: json["name"],
        width: json["width"],
    );

    Map<String, dynamic> toJson() => {
        "alt": alt,
        "bytes": bytes,
        "height": height,
        "id": id,
        "mediaType": mediaType,
        "name": name,
        "width": width,
    };
}

class LogEventDocument {
    final String title;

    LogEventDocument({
        required this.title,
    });

    factory LogEventDocument.fromJson(Map<String, dynamic> json) => LogEventDocument(
        title: json["title"],
    );

    Map<String, dynamic> toJson() => {
        "title": title,
    };
}

class Message {
    final String? alt;
    final List<Button>? buttons;
    final MessageDocument? document;
    final List<Footnote>? footnotes;
    final List<String>? may;
    final Map<String, String>? metadata;
    final dynamic preview;
    final List<QuickReply> quickReplies;
    final Reasoning? reasoning;
    final String? speak;
    final String? text;
    final String type;
    final Card? card;
    final List<Card>? cards;
    final String? caption;
    final Media? media;
    final List<ListItem>? items;
    final MapLocation? location;
    final List<FormField>? fields;
    final Submit? submit;
    final dynamic data;
    final String? name;
    final Panel? panel;

    Message({
        this.alt,
        this.buttons,
        this.document,
        this.footnotes,
        this.may,
        this.metadata,
        this.preview,
        required this.quickReplies,
        this.reasoning,
        this.speak,
        this.text,
        required this.type,
        this.card,
        this.cards,
        this.caption,
        this.media,
        this.items,
        this.location,
        this.fields,
        this.submit,
        this.data,
        this.name,
        this.panel,
    });

    factory Message.fromJson(Map<String, dynamic> json) => Message(
        alt: json["alt"],
        buttons: json["buttons"] == null ? [] : List<Button>.from(json["buttons"]!.map((x) => Button.fromJson(x))),
        document: json["document"] == null ? null : MessageDocument.fromJson(json["document"]),
        footnotes: json["footnotes"] == null ? [] : List<Footnote>.from(json["footnotes"]!.map((x) => Footnote.fromJson(x))),
        may: json["may"] == null ? [] : List<String>.from(json["may"]!.map((x) => x)),
        metadata: Map.from(json["metadata"]!).map((k, v) => MapEntry<String, String>(k, v)),
        preview: json["preview"],
        quickReplies: List<QuickReply>.from(json["quickReplies"].map((x) => QuickReply.fromJson(x))),
        reasoning: json["reasoning"] == null ? null : Reasoning.fromJson(json["reasoning"]),
        speak: json["speak"],
        text: json["text"],
        type: json["type"],
        card: json["card"] == null ? null : Card.fromJson(json["card"]),
        cards: json["cards"] == null ? [] : List<Card>.from(json["cards"]!.map((x) => Card.fromJson(x))),
        caption: json["caption"],
        media: json["media"] == null ? null : Media.fromJson(json["media"]),
        items: json["items"] == null ? [] : List<ListItem>.from(json["items"]!.map((x) => ListItem.fromJson(x))),
        location: json["location"] == null ? null : MapLocation.fromJson(json["location"]),
        fields: json["fields"] == null ? [] : List<FormField>.from(json["fields"]!.map((x) => FormField.fromJson(x))),
        submit: json["submit"] == null ? null : Submit.fromJson(json["submit"]),
        data: json["data"],
        name: json["name"],
        panel: json["panel"] == null ? null : Panel.fromJson(json["panel"]),
    );

    Map<String, dynamic> toJson() => {
        "alt": alt,
        "buttons": buttons == null ? [] : List<dynamic>.from(buttons!.map((x) => x.toJson())),
        "document": document?.toJson(),
        "footnotes": footnotes == null ? [] : List<dynamic>.from(footnotes!.map((x) => x.toJson())),
        "may": may == null ? [] : List<dynamic>.from(may!.map((x) => x)),
        "metadata": Map.from(metadata!).map((k, v) => MapEntry<String, dynamic>(k, v)),
        "preview": preview,
        "quickReplies": List<dynamic>.from(quickReplies.map((x) => x.toJson())),
        "reasoning": reasoning?.toJson(),
        "speak": speak,
        "text": text,
        "type": type,
        "card": card?.toJson(),
        "cards": cards == null ? [] : List<dynamic>.from(cards!.map((x) => x.toJson())),
        "caption": caption,
        "media": media?.toJson(),
        "items": items == null ? [] : List<dynamic>.from(items!.map((x) => x.toJson())),
        "location": location?.toJson(),
        "fields": fields == null ? [] : List<dynamic>.from(fields!.map((x) => x.toJson())),
        "submit": submit?.toJson(),
        "data": data,
        "name": name,
        "panel": panel?.toJson(),
    };
}

class MessageDocument {
    final String title;

    MessageDocument({
        required this.title,
    });

    factory MessageDocument.fromJson(Map<String, dynamic> json) => MessageDocument(
        title: json["title"],
    );

    Map<String, dynamic> toJson() => {
        "title": title,
    };
}

class FormField {
    final String? hint;
    final String kind;
    final String label;
    final String name;
    final bool required;
    final String? value;
    final dynamic max;
    final dynamic min;
    final Page? page;
    final List<FormFieldOption>? options;

    FormField({
        this.hint,
        required this.kind,
        required this.label,
        required this.name,
        required this.required,
        this.value,
        this.max,
        this.min,
        this.page,
        this.options,
    });

    factory FormField.fromJson(Map<String, dynamic> json) => FormField(
        hint: json["hint"],
        kind: json["kind"],
        label: json["label"],
        name: json["name"],
        required: json["required"],
        value: json["value"],
        max: json["max"],
        min: json["min"],
        page: json["page"] == null ? null : Page.fromJson(json["page"]),
        options: json["options"] == null ? [] : List<FormFieldOption>.from(json["options"]!.map((x) => FormFieldOption.fromJson(x))),
    );

    Map<String, dynamic> toJson() => {
        "hint": hint,
        "kind": kind,
        "label": label,
        "name": name,
        "required": required,
        "value": value,
        "max": max,
        "min": min,
        "page": page?.toJson(),
        "options": options == null ? [] : List<dynamic>.from(options!.map((x) => x.toJson())),
    };
}

class FormFieldOption {
    final String label;
    final String value;

    FormFieldOption({
        required this.label,
        required this.value,
    });

    factory FormFieldOption.fromJson(Map<String, dynamic> json) => FormFieldOption(
        label: json["label"],
        value: json["value"],
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "value": value,
    };
}

class Page {
    final String label;
    final String url;

    Page({
        required this.label,
        required this.url,
    });

    factory Page.fromJson(Map<String, dynamic> json) => Page(
        label: json["label"],
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "url": url,
    };
}

class Footnote {
    final String? excerpt;
    final String title;
    final String? url;

    Footnote({
        this.excerpt,
        required this.title,
        this.url,
    });

    factory Footnote.fromJson(Map<String, dynamic> json) => Footnote(
        excerpt: json["excerpt"],
        title: json["title"],
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "excerpt": excerpt,
        "title": title,
        "url": url,
    };
}

class ListItem {
    final String? description;
    final String? imageUrl;
    final String label;
    final String link;

    ListItem({
        this.description,
        this.imageUrl,
        required this.label,
        required this.link,
    });

    factory ListItem.fromJson(Map<String, dynamic> json) => ListItem(
        description: json["description"],
        imageUrl: json["imageUrl"],
        label: json["label"],
        link: json["link"],
    );

    Map<String, dynamic> toJson() => {
        "description": description,
        "imageUrl": imageUrl,
        "label": label,
        "link": link,
    };
}

class MapLocation {
    final String? address;
    final double latitude;
    final double longitude;
    final String title;
    final String? url;

    MapLocation({
        this.address,
        required this.latitude,
        required this.longitude,
        required this.title,
        this.url,
    });

    factory MapLocation.fromJson(Map<String, dynamic> json) => MapLocation(
        address: json["address"],
        latitude: json["latitude"]?.toDouble(),
        longitude: json["longitude"]?.toDouble(),
        title: json["title"],
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "address": address,
        "latitude": latitude,
        "longitude": longitude,
        "title": title,
        "url": url,
    };
}

class Media {
    final String alt;
    final List<Caption>? captions;
    final OwnFile? file;
    final String kind;
    final String? name;
    final String url;

    Media({
        required this.alt,
        this.captions,
        this.file,
        required this.kind,
        this.name,
        required this.url,
    });

    factory Media.fromJson(Map<String, dynamic> json) => Media(
        alt: json["alt"],
        captions: json["captions"] == null ? [] : List<Caption>.from(json["captions"]!.map((x) => Caption.fromJson(x))),
        file: json["file"] == null ? null : OwnFile.fromJson(json["file"]),
        kind: json["kind"],
        name: json["name"],
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "alt": alt,
        "captions": captions == null ? [] : List<dynamic>.from(captions!.map((x) => x.toJson())),
        "file": file?.toJson(),
        "kind": kind,
        "name": name,
        "url": url,
    };
}

class Caption {
    final String label;
    final String language;
    final String url;

    Caption({
        required this.label,
        required this.language,
        required this.url,
    });

    factory Caption.fromJson(Map<String, dynamic> json) => Caption(
        label: json["label"],
        language: json["language"],
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "language": language,
        "url": url,
    };
}

class OwnFile {
    final int bytes;
    final String id;
    final String mediaType;
    final String name;

    OwnFile({
        required this.bytes,
        required this.id,
        required this.mediaType,
        required this.name,
    });

    factory OwnFile.fromJson(Map<String, dynamic> json) => OwnFile(
        bytes: json["bytes"],
        id: json["id"],
        mediaType: json["mediaType"],
        name: json["name"],
    );

    Map<String, dynamic> toJson() => {
        "bytes": bytes,
        "id": id,
        "mediaType": mediaType,
        "name": name,
    };
}

class Panel {
    final PanelPart content;
    final bool? loading;

    Panel({
        required this.content,
        this.loading,
    });

    factory Panel.fromJson(Map<String, dynamic> json) => Panel(
        content: PanelPart.fromJson(json["content"]),
        loading: json["loading"],
    );

    Map<String, dynamic> toJson() => {
        "content": content.toJson(),
        "loading": loading,
    };
}

class PanelPart {
    final List<PanelPart>? children;
    final String? title;
    final String type;
    final String? align;
    final String? style;
    final String? text;
    final String? tone;
    final String? alt;
    final String? size;
    final String? url;
    final String? caption;
    final List<Column>? columns;
    final List<List<String>>? rows;
    final Button? button;
    final bool? submit;
    final PanelField? field;
    final String? link;
    final String? kind;
    final List<String>? labels;
    final List<Series>? series;
    final String? unit;

    PanelPart({
        this.children,
        this.title,
        required this.type,
        this.align,
        this.style,
        this.text,
        this.tone,
        this.alt,
        this.size,
        this.url,
        this.caption,
        this.columns,
        this.rows,
        this.button,
        this.submit,
        this.field,
        this.link,
        this.kind,
        this.labels,
        this.series,
        this.unit,
    });

    factory PanelPart.fromJson(Map<String, dynamic> json) => PanelPart(
        children: json["children"] == null ? [] : List<PanelPart>.from(json["children"]!.map((x) => PanelPart.fromJson(x))),
        title: json["title"],
        type: json["type"],
        align: json["align"],
        style: json["style"],
        text: json["text"],
        tone: json["tone"],
        alt: json["alt"],
        size: json["size"],
        url: json["url"],
        caption: json["caption"],
        columns: json["columns"] == null ? [] : List<Column>.from(json["columns"]!.map((x) => Column.fromJson(x))),
        rows: json["rows"] == null ? [] : List<List<String>>.from(json["rows"]!.map((x) => List<String>.from(x.map((x) => x)))),
        button: json["button"] == null ? null : Button.fromJson(json["button"]),
        submit: json["submit"],
        field: json["field"] == null ? null : PanelField.fromJson(json["field"]),
        link: json["link"],
        kind: json["kind"],
        labels: json["labels"] == null ? [] : List<String>.from(json["labels"]!.map((x) => x)),
        series: json["series"] == null ? [] : List<Series>.from(json["series"]!.map((x) => Series.fromJson(x))),
        unit: json["unit"],
    );

    Map<String, dynamic> toJson() => {
        "children": children == null ? [] : List<dynamic>.from(children!.map((x) => x.toJson())),
        "title": title,
        "type": type,
        "align": align,
        "style": style,
        "text": text,
        "tone": tone,
        "alt": alt,
        "size": size,
        "url": url,
        "caption": caption,
        "columns": columns == null ? [] : List<dynamic>.from(columns!.map((x) => x.toJson())),
        "rows": rows == null ? [] : List<dynamic>.from(rows!.map((x) => List<dynamic>.from(x.map((x) => x)))),
        "button": button?.toJson(),
        "submit": submit,
        "field": field?.toJson(),
        "link": link,
        "kind": kind,
        "labels": labels == null ? [] : List<dynamic>.from(labels!.map((x) => x)),
        "series": series == null ? [] : List<dynamic>.from(series!.map((x) => x.toJson())),
        "unit": unit,
    };
}

class Column {
    final String? align;
    final String label;

    Column({
        this.align,
        required this.label,
    });

    factory Column.fromJson(Map<String, dynamic> json) => Column(
        align: json["align"],
        label: json["label"],
    );

    Map<String, dynamic> toJson() => {
        "align": align,
        "label": label,
    };
}

class PanelField {
    final String? hint;
    final String kind;
    final String label;
    final String name;
    final bool required;
    final String? value;
    final dynamic max;
    final dynamic min;
    final List<PanelFieldOption>? options;

    PanelField({
        this.hint,
        required this.kind,
        required this.label,
        required this.name,
        required this.required,
        this.value,
        this.max,
        this.min,
        this.options,
    });

    factory PanelField.fromJson(Map<String, dynamic> json) => PanelField(
        hint: json["hint"],
        kind: json["kind"],
        label: json["label"],
        name: json["name"],
        required: json["required"],
        value: json["value"],
        max: json["max"],
        min: json["min"],
        options: json["options"] == null ? [] : List<PanelFieldOption>.from(json["options"]!.map((x) => PanelFieldOption.fromJson(x))),
    );

    Map<String, dynamic> toJson() => {
        "hint": hint,
        "kind": kind,
        "label": label,
        "name": name,
        "required": required,
        "value": value,
        "max": max,
        "min": min,
        "options": options == null ? [] : List<dynamic>.from(options!.map((x) => x.toJson())),
    };
}

class PanelFieldOption {
    final String label;
    final String value;

    PanelFieldOption({
        required this.label,
        required this.value,
    });

    factory PanelFieldOption.fromJson(Map<String, dynamic> json) => PanelFieldOption(
        label: json["label"],
        value: json["value"],
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "value": value,
    };
}

class Series {
    final String label;
    final List<double> values;

    Series({
        required this.label,
        required this.values,
    });

    factory Series.fromJson(Map<String, dynamic> json) => Series(
        label: json["label"],
        values: List<double>.from(json["values"].map((x) => x?.toDouble())),
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "values": List<dynamic>.from(values.map((x) => x)),
    };
}

class QuickReply {
    final String? imageUrl;
    final String label;
    final String? link;
    final String type;
    final String? text;

    QuickReply({
        this.imageUrl,
        required this.label,
        this.link,
        required this.type,
        this.text,
    });

    factory QuickReply.fromJson(Map<String, dynamic> json) => QuickReply(
        imageUrl: json["imageUrl"],
        label: json["label"],
        link: json["link"],
        type: json["type"],
        text: json["text"],
    );

    Map<String, dynamic> toJson() => {
        "imageUrl": imageUrl,
        "label": label,
        "link": link,
        "type": type,
        "text": text,
    };
}

class Reasoning {
    final double? seconds;
    final String text;

    Reasoning({
        this.seconds,
        required this.text,
    });

    factory Reasoning.fromJson(Map<String, dynamic> json) => Reasoning(
        seconds: json["seconds"]?.toDouble(),
        text: json["text"],
    );

    Map<String, dynamic> toJson() => {
        "seconds": seconds,
        "text": text,
    };
}

class Submit {
    final String label;
    final String link;

    Submit({
        required this.label,
        required this.link,
    });

    factory Submit.fromJson(Map<String, dynamic> json) => Submit(
        label: json["label"],
        link: json["link"],
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "link": link,
    };
}

class FileLink {
    final double expiresInMs;
    final String url;

    FileLink({
        required this.expiresInMs,
        required this.url,
    });

    factory FileLink.fromJson(Map<String, dynamic> json) => FileLink(
        expiresInMs: json["expiresInMs"]?.toDouble(),
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "expiresInMs": expiresInMs,
        "url": url,
    };
}

class FileProblem {
    final String code;
    final String? detail;
    final int? offset;
    final int? oldestSeq;
    final String? reason;
    final bool retryable;
    final double? retryAfterMs;
    final int status;
    final String title;
    final String type;

    FileProblem({
        required this.code,
        this.detail,
        this.offset,
        this.oldestSeq,
        this.reason,
        required this.retryable,
        this.retryAfterMs,
        required this.status,
        required this.title,
        required this.type,
    });

    factory FileProblem.fromJson(Map<String, dynamic> json) => FileProblem(
        code: json["code"],
        detail: json["detail"],
        offset: json["offset"],
        oldestSeq: json["oldestSeq"],
        reason: json["reason"],
        retryable: json["retryable"],
        retryAfterMs: json["retryAfterMs"]?.toDouble(),
        status: json["status"],
        title: json["title"],
        type: json["type"],
    );

    Map<String, dynamic> toJson() => {
        "code": code,
        "detail": detail,
        "offset": offset,
        "oldestSeq": oldestSeq,
        "reason": reason,
        "retryable": retryable,
        "retryAfterMs": retryAfterMs,
        "status": status,
        "title": title,
        "type": type,
    };
}

class Frame {
    final bool? on;
    final String type;
    final String? messageId;
    final int? offset;
    final String? text;
    final String? reasoning;
    final List<ProgressStep>? steps;

    Frame({
        this.on,
        required this.type,
        this.messageId,
        this.offset,
        this.text,
        this.reasoning,
        this.steps,
    });

    factory Frame.fromJson(Map<String, dynamic> json) => Frame(
        on: json["on"],
        type: json["type"],
        messageId: json["messageId"],
        offset: json["offset"],
        text: json["text"],
        reasoning: json["reasoning"],
        steps: json["steps"] == null ? [] : List<ProgressStep>.from(json["steps"]!.map((x) => ProgressStep.fromJson(x))),
    );

    Map<String, dynamic> toJson() => {
        "on": on,
        "type": type,
        "messageId": messageId,
        "offset": offset,
        "text": text,
        "reasoning": reasoning,
        "steps": steps == null ? [] : List<dynamic>.from(steps!.map((x) => x.toJson())),
    };
}

class ProgressStep {
    final String label;
    final String state;

    ProgressStep({
        required this.label,
        required this.state,
    });

    factory ProgressStep.fromJson(Map<String, dynamic> json) => ProgressStep(
        label: json["label"],
        state: json["state"],
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "state": state,
    };
}

class LinkPreviewAnswer {
    final Preview? preview;

    LinkPreviewAnswer({
        this.preview,
    });

    factory LinkPreviewAnswer.fromJson(Map<String, dynamic> json) => LinkPreviewAnswer(
        preview: json["preview"] == null ? null : Preview.fromJson(json["preview"]),
    );

    Map<String, dynamic> toJson() => {
        "preview": preview?.toJson(),
    };
}

class Preview {
    final String? description;
    final String host;
    final PreviewImage? image;
    final String? siteName;
    final String title;

    Preview({
        this.description,
        required this.host,
        this.image,
        this.siteName,
        required this.title,
    });

    factory Preview.fromJson(Map<String, dynamic> json) => Preview(
        description: json["description"],
        host: json["host"],
        image: json["image"] == null ? null : PreviewImage.fromJson(json["image"]),
        siteName: json["siteName"],
        title: json["title"],
    );

    Map<String, dynamic> toJson() => {
        "description": description,
        "host": host,
        "image": image?.toJson(),
        "siteName": siteName,
        "title": title,
    };
}

class PreviewImage {
    final double expiresInMs;
    final String url;

    PreviewImage({
        required this.expiresInMs,
        required this.url,
    });

    factory PreviewImage.fromJson(Map<String, dynamic> json) => PreviewImage(
        expiresInMs: json["expiresInMs"]?.toDouble(),
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "expiresInMs": expiresInMs,
        "url": url,
    };
}

class NewConversation {
    final String conversationId;

    NewConversation({
        required this.conversationId,
    });

    factory NewConversation.fromJson(Map<String, dynamic> json) => NewConversation(
        conversationId: json["conversationId"],
    );

    Map<String, dynamic> toJson() => {
        "conversationId": conversationId,
    };
}

class ProactiveRule {
    final List<ButtonElement>? buttons;
    final String? every;
    final String id;
    final int? max;
    final String? referral;
    final bool? smallScreens;
    final dynamic text;
    final When? when;

    ProactiveRule({
        this.buttons,
        this.every,
        required this.id,
        this.max,
        this.referral,
        this.smallScreens,
        required this.text,
        this.when,
    });

    factory ProactiveRule.fromJson(Map<String, dynamic> json) => ProactiveRule(
        buttons: json["buttons"] == null ? [] : List<ButtonElement>.from(json["buttons"]!.map((x) => ButtonElement.fromJson(x))),
        every: json["every"],
        id: json["id"],
        max: json["max"],
        referral: json["referral"],
        smallScreens: json["smallScreens"],
        text: json["text"],
        when: json["when"] == null ? null : When.fromJson(json["when"]),
    );

    Map<String, dynamic> toJson() => {
        "buttons": buttons == null ? [] : List<dynamic>.from(buttons!.map((x) => x.toJson())),
        "every": every,
        "id": id,
        "max": max,
        "referral": referral,
        "smallScreens": smallScreens,
        "text": text,
        "when": when?.toJson(),
    };
}

class ButtonElement {
    final dynamic label;
    final String? link;

    ButtonElement({
        required this.label,
        this.link,
    });

    factory ButtonElement.fromJson(Map<String, dynamic> json) => ButtonElement(
        label: json["label"],
        link: json["link"],
    );

    Map<String, dynamic> toJson() => {
        "label": label,
        "link": link,
    };
}

class When {
    final bool? exit;
    final List<String>? pages;
    final bool? returning;
    final double? scroll;
    final double? seconds;

    When({
        this.exit,
        this.pages,
        this.returning,
        this.scroll,
        this.seconds,
    });

    factory When.fromJson(Map<String, dynamic> json) => When(
        exit: json["exit"],
        pages: json["pages"] == null ? [] : List<String>.from(json["pages"]!.map((x) => x)),
        returning: json["returning"],
        scroll: json["scroll"]?.toDouble(),
        seconds: json["seconds"]?.toDouble(),
    );

    Map<String, dynamic> toJson() => {
        "exit": exit,
        "pages": pages == null ? [] : List<dynamic>.from(pages!.map((x) => x)),
        "returning": returning,
        "scroll": scroll,
        "seconds": seconds,
    };
}

class ProactiveRules {
    final List<ProactiveRule> rules;

    ProactiveRules({
        required this.rules,
    });

    factory ProactiveRules.fromJson(Map<String, dynamic> json) => ProactiveRules(
        rules: List<ProactiveRule>.from(json["rules"].map((x) => ProactiveRule.fromJson(x))),
    );

    Map<String, dynamic> toJson() => {
        "rules": List<dynamic>.from(rules.map((x) => x.toJson())),
    };
}

class Problem {
    
    ///One of these, and of others in later versions:
    ///- `invalid_request` (400): The request is not of the documented form
    ///- `unauthorized` (401): The token is missing, expired or not ours
    ///- `sign_in_required` (401): Only who is signed in may use this chat
    ///- `sign_in_failed` (401): The token of the sign-in was refused
    ///- `origin_not_allowed` (403): This web site may not use this chat
    ///- `blocked` (403): The operator has blocked you
    ///- `not_found` (404): There is no such thing, or it is not yours
    ///- `method_not_allowed` (405): This route does not take this method
    ///- `client_id_reused` (409): This clientId was used for another message
    ///- `offset_mismatch` (409): The upload goes on at another offset
    ///- `too_many_conversations` (409): This visitor may begin no more conversations
    ///- `resync` (410): This cursor cannot be served; load the conversation again
    ///- `too_large` (413): The request is larger than the limit
    ///- `unsupported_media_type` (415): The body must be of the documented type
    ///- `unsupported` (422): This server does not know this kind of message
    ///- `file_refused` (422): This file is not taken
    ///- `unsupported_version` (426): This server does not speak this protocol version
    ///- `rate_limited` (429, may be sent again): Too many requests
    ///- `too_many_connections` (429, may be sent again): Too many open connections
    ///- `internal` (500, may be sent again): The server failed
    ///- `unavailable` (503, may be sent again): The server cannot take requests just now
    final String code;
    final String? detail;
    final int? offset;
    final int? oldestSeq;
    final bool retryable;
    final double? retryAfterMs;
    final int status;
    final String title;
    final String type;

    Problem({
        required this.code,
        this.detail,
        this.offset,
        this.oldestSeq,
        required this.retryable,
        this.retryAfterMs,
        required this.status,
        required this.title,
        required this.type,
    });

    factory Problem.fromJson(Map<String, dynamic> json) => Problem(
        code: json["code"],
        detail: json["detail"],
        offset: json["offset"],
        oldestSeq: json["oldestSeq"],
        retryable: json["retryable"],
        retryAfterMs: json["retryAfterMs"]?.toDouble(),
        status: json["status"],
        title: json["title"],
        type: json["type"],
    );

    Map<String, dynamic> toJson() => {
        "code": code,
        "detail": detail,
        "offset": offset,
        "oldestSeq": oldestSeq,
        "retryable": retryable,
        "retryAfterMs": retryAfterMs,
        "status": status,
        "title": title,
        "type": type,
    };
}

class PushEnd {
    final String endpoint;

    PushEnd({
        required this.endpoint,
    });

    factory PushEnd.fromJson(Map<String, dynamic> json) => PushEnd(
        endpoint: json["endpoint"],
    );

    Map<String, dynamic> toJson() => {
        "endpoint": endpoint,
    };
}

class PushKey {
    final String publicKey;

    PushKey({
        required this.publicKey,
    });

    factory PushKey.fromJson(Map<String, dynamic> json) => PushKey(
        publicKey: json["publicKey"],
    );

    Map<String, dynamic> toJson() => {
        "publicKey": publicKey,
    };
}

class PushRequest {
    final String endpoint;
    final Keys keys;
    final String title;
    final String url;

    PushRequest({
        required this.endpoint,
        required this.keys,
        required this.title,
        required this.url,
    });

    factory PushRequest.fromJson(Map<String, dynamic> json) => PushRequest(
        endpoint: json["endpoint"],
        keys: Keys.fromJson(json["keys"]),
        title: json["title"],
        url: json["url"],
    );

    Map<String, dynamic> toJson() => {
        "endpoint": endpoint,
        "keys": keys.toJson(),
        "title": title,
        "url": url,
    };
}

class Keys {
    final String auth;
    final String p256Dh;

    Keys({
        required this.auth,
        required this.p256Dh,
    });

    factory Keys.fromJson(Map<String, dynamic> json) => Keys(
        auth: json["auth"],
        p256Dh: json["p256dh"],
    );

    Map<String, dynamic> toJson() => {
        "auth": auth,
        "p256dh": p256Dh,
    };
}

class Rating {
    final String? comment;
    final String question;
    final String scale;
    final String text;

    Rating({
        this.comment,
        required this.question,
        required this.scale,
        required this.text,
    });

    factory Rating.fromJson(Map<String, dynamic> json) => Rating(
        comment: json["comment"],
        question: json["question"],
        scale: json["scale"],
        text: json["text"],
    );

    Map<String, dynamic> toJson() => {
        "comment": comment,
        "question": question,
        "scale": scale,
        "text": text,
    };
}

class ReadMark {
    final String cursor;

    ReadMark({
        required this.cursor,
    });

    factory ReadMark.fromJson(Map<String, dynamic> json) => ReadMark(
        cursor: json["cursor"],
    );

    Map<String, dynamic> toJson() => {
        "cursor": cursor,
    };
}

class RefreshRequest {
    final String refreshToken;

    RefreshRequest({
        required this.refreshToken,
    });

    factory RefreshRequest.fromJson(Map<String, dynamic> json) => RefreshRequest(
        refreshToken: json["refreshToken"],
    );

    Map<String, dynamic> toJson() => {
        "refreshToken": refreshToken,
    };
}

class ResyncNotice {
    final int oldestSeq;

    ResyncNotice({
        required this.oldestSeq,
    });

    factory ResyncNotice.fromJson(Map<String, dynamic> json) => ResyncNotice(
        oldestSeq: json["oldestSeq"],
    );

    Map<String, dynamic> toJson() => {
        "oldestSeq": oldestSeq,
    };
}

class SendResult {
    final bool duplicate;
    final int seq;

    SendResult({
        required this.duplicate,
        required this.seq,
    });

    factory SendResult.fromJson(Map<String, dynamic> json) => SendResult(
        duplicate: json["duplicate"],
        seq: json["seq"],
    );

    Map<String, dynamic> toJson() => {
        "duplicate": duplicate,
        "seq": seq,
    };
}

class Session {
    final String conversationId;
    final double expiresInMs;
    final String refreshToken;
    final String token;
    final String visitorId;

    Session({
        required this.conversationId,
        required this.expiresInMs,
        required this.refreshToken,
        required this.token,
        required this.visitorId,
    });

    factory Session.fromJson(Map<String, dynamic> json) => Session(
        conversationId: json["conversationId"],
        expiresInMs: json["expiresInMs"]?.toDouble(),
        refreshToken: json["refreshToken"],
        token: json["token"],
        visitorId: json["visitorId"],
    );

    Map<String, dynamic> toJson() => {
        "conversationId": conversationId,
        "expiresInMs": expiresInMs,
        "refreshToken": refreshToken,
        "token": token,
        "visitorId": visitorId,
    };
}

class SignInProblem {
    final String code;
    final String? detail;
    final int? offset;
    final int? oldestSeq;
    final String? reason;
    final bool retryable;
    final double? retryAfterMs;
    final int status;
    final String title;
    final String type;

    SignInProblem({
        required this.code,
        this.detail,
        this.offset,
        this.oldestSeq,
        this.reason,
        required this.retryable,
        this.retryAfterMs,
        required this.status,
        required this.title,
        required this.type,
    });

    factory SignInProblem.fromJson(Map<String, dynamic> json) => SignInProblem(
        code: json["code"],
        detail: json["detail"],
        offset: json["offset"],
        oldestSeq: json["oldestSeq"],
        reason: json["reason"],
        retryable: json["retryable"],
        retryAfterMs: json["retryAfterMs"]?.toDouble(),
        status: json["status"],
        title: json["title"],
        type: json["type"],
    );

    Map<String, dynamic> toJson() => {
        "code": code,
        "detail": detail,
        "offset": offset,
        "oldestSeq": oldestSeq,
        "reason": reason,
        "retryable": retryable,
        "retryAfterMs": retryAfterMs,
        "status": status,
        "title": title,
        "type": type,
    };
}

class SignInRequest {
    final String? refreshToken;

    SignInRequest({
        this.refreshToken,
    });

    factory SignInRequest.fromJson(Map<String, dynamic> json) => SignInRequest(
        refreshToken: json["refreshToken"],
    );

    Map<String, dynamic> toJson() => {
        "refreshToken": refreshToken,
    };
}

class Snapshot {
    final String conversationId;
    final String cursor;
    final List<LogEvent> events;
    final int oldestSeq;
    final bool pending;

    Snapshot({
        required this.conversationId,
        required this.cursor,
        required this.events,
        required this.oldestSeq,
        required this.pending,
    });

    factory Snapshot.fromJson(Map<String, dynamic> json) => Snapshot(
        conversationId: json["conversationId"],
        cursor: json["cursor"],
        events: List<LogEvent>.from(json["events"].map((x) => LogEvent.fromJson(x))),
        oldestSeq: json["oldestSeq"],
        pending: json["pending"],
    );

    Map<String, dynamic> toJson() => {
        "conversationId": conversationId,
        "cursor": cursor,
        "events": List<dynamic>.from(events.map((x) => x.toJson())),
        "oldestSeq": oldestSeq,
        "pending": pending,
    };
}

class UnreadRequest {
    final String refreshToken;
    final String since;

    UnreadRequest({
        required this.refreshToken,
        required this.since,
    });

    factory UnreadRequest.fromJson(Map<String, dynamic> json) => UnreadRequest(
        refreshToken: json["refreshToken"],
        since: json["since"],
    );

    Map<String, dynamic> toJson() => {
        "refreshToken": refreshToken,
        "since": since,
    };
}

class UnreadResult {
    final int unread;

    UnreadResult({
        required this.unread,
    });

    factory UnreadResult.fromJson(Map<String, dynamic> json) => UnreadResult(
        unread: json["unread"],
    );

    Map<String, dynamic> toJson() => {
        "unread": unread,
    };
}

class Upload {
    final int chunkBytes;
    final double expiresInMs;
    final int minChunkBytes;
    final int offset;
    final String uploadId;

    Upload({
        required this.chunkBytes,
        required this.expiresInMs,
        required this.minChunkBytes,
        required this.offset,
        required this.uploadId,
    });

    factory Upload.fromJson(Map<String, dynamic> json) => Upload(
        chunkBytes: json["chunkBytes"],
        expiresInMs: json["expiresInMs"]?.toDouble(),
        minChunkBytes: json["minChunkBytes"],
        offset: json["offset"],
        uploadId: json["uploadId"],
    );

    Map<String, dynamic> toJson() => {
        "chunkBytes": chunkBytes,
        "expiresInMs": expiresInMs,
        "minChunkBytes": minChunkBytes,
        "offset": offset,
        "uploadId": uploadId,
    };
}

class UploadRequest {
    final int bytes;
    final String clientId;
    final String mediaType;
    final String name;

    UploadRequest({
        required this.bytes,
        required this.clientId,
        required this.mediaType,
        required this.name,
    });

    factory UploadRequest.fromJson(Map<String, dynamic> json) => UploadRequest(
        bytes: json["bytes"],
        clientId: json["clientId"],
        mediaType: json["mediaType"],
        name: json["name"],
    );

    Map<String, dynamic> toJson() => {
        "bytes": bytes,
        "clientId": clientId,
        "mediaType": mediaType,
        "name": name,
    };
}

class UploadRules {
    final List<String> accept;
    final int maxBytes;
    final int maxFiles;

    UploadRules({
        required this.accept,
        required this.maxBytes,
        required this.maxFiles,
    });

    factory UploadRules.fromJson(Map<String, dynamic> json) => UploadRules(
        accept: List<String>.from(json["accept"].map((x) => x)),
        maxBytes: json["maxBytes"],
        maxFiles: json["maxFiles"],
    );

    Map<String, dynamic> toJson() => {
        "accept": List<dynamic>.from(accept.map((x) => x)),
        "maxBytes": maxBytes,
        "maxFiles": maxFiles,
    };
}
