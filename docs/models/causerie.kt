// Models of the Causerie API, version 1, made by "npm run api:models" from its OpenAPI document.
// Models only, without requests. Causerie's tests do not compile them.
// Objects of several kinds are one class: "type" says which, and what a kind lacks is null.

package dev.causerie.models

import kotlinx.serialization.*
import kotlinx.serialization.json.*
import kotlinx.serialization.descriptors.*
import kotlinx.serialization.encoding.*

@Serializable
data class CauserieModels (
    @SerialName("Button")
    val button: Button? = null,

    @SerialName("ByeNotice")
    val byeNotice: ByeNotice? = null,

    @SerialName("Card")
    val card: Card? = null,

    @SerialName("ClientContent")
    val clientContent: ClientContent? = null,

    @SerialName("ClientMessage")
    val clientMessage: ClientMessage? = null,

    @SerialName("ConversationList")
    val conversationList: ConversationList? = null,

    @SerialName("EndSessionRequest")
    val endSessionRequest: EndSessionRequest? = null,

    @SerialName("EventPage")
    val eventPage: EventPage? = null,

    @SerialName("FileLink")
    val fileLink: FileLink? = null,

    @SerialName("FileProblem")
    val fileProblem: FileProblem? = null,

    @SerialName("FileToSend")
    val fileToSend: FileToSend? = null,

    @SerialName("Footnote")
    val footnote: Footnote? = null,

    @SerialName("FormField")
    val formField: FormField? = null,

    @SerialName("Frame")
    val frame: Frame? = null,

    @SerialName("LinkPreviewAnswer")
    val linkPreviewAnswer: LinkPreviewAnswer? = null,

    @SerialName("ListedConversation")
    val listedConversation: ListedConversation? = null,

    @SerialName("ListItem")
    val listItem: ListItem? = null,

    @SerialName("LogEvent")
    val logEvent: LogEvent? = null,

    @SerialName("MapLocation")
    val mapLocation: MapLocation? = null,

    @SerialName("Media")
    val media: Media? = null,

    @SerialName("Message")
    val message: Message? = null,

    @SerialName("NewConversation")
    val newConversation: NewConversation? = null,

    @SerialName("OwnFile")
    val ownFile: OwnFile? = null,

    @SerialName("Panel")
    val panel: Panel? = null,

    @SerialName("PanelField")
    val panelField: PanelField? = null,

    @SerialName("PanelPart")
    val panelPart: PanelPart? = null,

    @SerialName("ProactiveRule")
    val proactiveRule: ProactiveRule? = null,

    @SerialName("ProactiveRules")
    val proactiveRules: ProactiveRules? = null,

    @SerialName("Problem")
    val problem: Problem? = null,

    @SerialName("ProgressStep")
    val progressStep: ProgressStep? = null,

    @SerialName("PushEnd")
    val pushEnd: PushEnd? = null,

    @SerialName("PushKey")
    val pushKey: PushKey? = null,

    @SerialName("PushRequest")
    val pushRequest: PushRequest? = null,

    @SerialName("QuickReply")
    val quickReply: QuickReply? = null,

    @SerialName("Rating")
    val rating: Rating? = null,

    @SerialName("ReadMark")
    val readMark: ReadMark? = null,

    @SerialName("Reasoning")
    val reasoning: Reasoning? = null,

    @SerialName("RefreshRequest")
    val refreshRequest: RefreshRequest? = null,

    @SerialName("ResyncNotice")
    val resyncNotice: ResyncNotice? = null,

    @SerialName("SendResult")
    val sendResult: SendResult? = null,

    @SerialName("SentFile")
    val sentFile: SentFile? = null,

    @SerialName("Session")
    val session: Session? = null,

    @SerialName("SignInProblem")
    val signInProblem: SignInProblem? = null,

    @SerialName("SignInRequest")
    val signInRequest: SignInRequest? = null,

    @SerialName("Snapshot")
    val snapshot: Snapshot? = null,

    @SerialName("UnreadRequest")
    val unreadRequest: UnreadRequest? = null,

    @SerialName("UnreadResult")
    val unreadResult: UnreadResult? = null,

    @SerialName("Upload")
    val upload: Upload? = null,

    @SerialName("UploadRequest")
    val uploadRequest: UploadRequest? = null,

    @SerialName("UploadRules")
    val uploadRules: UploadRules? = null,

    @SerialName("VisitorContent")
    val visitorContent: VisitorContent? = null
)

@Serializable
data class Button (
    @SerialName("imageUrl")
    val imageURL: String? = null,

    val label: String,
    val link: String? = null,
    val type: String,
    val target: String? = null,
    val url: String? = null,
    val window: Window? = null
)

@Serializable
data class Window (
    val height: Long,
    val width: Long
)

@Serializable
data class ByeNotice (
    @SerialName("inMs")
    val inMS: Double
)

@Serializable
data class Card (
    val buttons: List<Button>,
    val image: CardImage? = null,
    val subtitle: String? = null,
    val title: String
)

@Serializable
data class CardImage (
    val alt: String,
    val url: String
)

@Serializable
data class ClientContent (
    val replaces: String? = null,
    val text: String? = null,
    val type: String,
    val label: String? = null,
    val link: String? = null,

    @SerialName("messageId")
    val messageID: String? = null,

    val ref: String? = null,
    val latitude: Double? = null,
    val longitude: Double? = null,
    val title: String? = null,
    val comment: String? = null,
    val question: String? = null,
    val score: String? = null,
    val value: String? = null,
    val files: List<FileToSend>? = null
)

@Serializable
data class FileToSend (
    val alt: String? = null,

    @SerialName("uploadId")
    val uploadID: String
)

@Serializable
data class ClientMessage (
    @SerialName("clientId")
    val clientID: String,

    val content: ClientContent,
    val context: JsonElement? = null,
    val locale: String? = null
)

@Serializable
data class ConversationList (
    val conversations: List<ListedConversation>
)

@Serializable
data class ListedConversation (
    val at: Double,
    val firstUnread: String? = null,
    val id: String,
    val last: Last? = null,
    val title: String? = null,
    val unread: Long
)

@Serializable
data class Last (
    val name: String? = null,
    val role: String,
    val text: String
)

@Serializable
data class EndSessionRequest (
    val forget: Boolean? = null,
    val refreshToken: String
)

@Serializable
data class EventPage (
    val cursor: String,
    val events: List<LogEvent>,
    val more: Boolean
)

@Serializable
data class LogEvent (
    val at: Double,

    @SerialName("clientId")
    val clientID: String? = null,

    val content: VisitorContent? = null,
    val seq: Long,
    val type: String,
    val author: Author? = null,
    val message: Message? = null,

    @SerialName("messageId")
    val messageID: String? = null,

    val document: LogEventDocument? = null,
    val stopped: Boolean? = null,
    val of: Long? = null,
    val name: String? = null
)

@Serializable
data class Author (
    val id: String? = null,
    val name: String? = null,
    val picture: String? = null,
    val role: String
)

@Serializable
data class VisitorContent (
    val replaces: String? = null,
    val text: String? = null,
    val type: String,
    val label: String? = null,
    val link: String? = null,

    @SerialName("messageId")
    val messageID: String? = null,

    val ref: String? = null,
    val latitude: Double? = null,
    val longitude: Double? = null,
    val title: String? = null,
    val comment: String? = null,
    val question: String? = null,
    val score: String? = null,
    val value: String? = null,
    val files: List<SentFile>? = null
)

@Serializable
data class SentFile (
    val alt: String? = null,
    val bytes: Long,
    val height: Long? = null,
    val id: String,
    val mediaType: String,
    val name: String,
    val width: Long? = null
)

@Serializable
data class LogEventDocument (
    val title: String
)

@Serializable
data class Message (
    val alt: String? = null,
    val buttons: List<Button>? = null,
    val document: MessageDocument? = null,
    val footnotes: List<Footnote>? = null,
    val may: List<String>? = null,
    val metadata: Map<String, String>? = null,
    val preview: JsonElement? = null,
    val quickReplies: List<QuickReply>,
    val reasoning: Reasoning? = null,
    val speak: String? = null,
    val text: String? = null,
    val type: String,
    val card: Card? = null,
    val cards: List<Card>? = null,
    val caption: String? = null,
    val media: Media? = null,
    val items: List<ListItem>? = null,
    val location: MapLocation? = null,
    val fields: List<FormField>? = null,
    val submit: Submit? = null,
    val data: JsonElement? = null,
    val name: String? = null,
    val panel: Panel? = null
)

@Serializable
data class MessageDocument (
    val title: String
)

@Serializable
data class FormField (
    val hint: String? = null,
    val kind: String,
    val label: String,
    val name: String,
    val required: Boolean,
    val value: String? = null,
    val max: Max? = null,
    val min: Max? = null,
    val page: Page? = null,
    val options: List<FormFieldOption>? = null
)

@Serializable
sealed class Max {
    class DoubleValue(val value: Double) : Max()
    class StringValue(val value: String) : Max()
}

@Serializable
data class FormFieldOption (
    val label: String,
    val value: String
)

@Serializable
data class Page (
    val label: String,
    val url: String
)

@Serializable
data class Footnote (
    val excerpt: String? = null,
    val title: String,
    val url: String? = null
)

@Serializable
data class ListItem (
    val description: String? = null,

    @SerialName("imageUrl")
    val imageURL: String? = null,

    val label: String,
    val link: String
)

@Serializable
data class MapLocation (
    val address: String? = null,
    val latitude: Double,
    val longitude: Double,
    val title: String,
    val url: String? = null
)

@Serializable
data class Media (
    val alt: String,
    val captions: List<Caption>? = null,
    val file: OwnFile? = null,
    val kind: String,
    val name: String? = null,
    val url: String
)

@Serializable
data class Caption (
    val label: String,
    val language: String,
    val url: String
)

@Serializable
data class OwnFile (
    val bytes: Long,
    val id: String,
    val mediaType: String,
    val name: String
)

@Serializable
data class Panel (
    val content: PanelPart,
    val loading: Boolean? = null
)

@Serializable
data class PanelPart (
    val children: List<PanelPart>? = null,
    val title: String? = null,
    val type: String,
    val align: String? = null,
    val style: String? = null,
    val text: String? = null,
    val tone: String? = null,
    val alt: String? = null,
    val size: String? = null,
    val url: String? = null,
    val caption: String? = null,
    val columns: List<Column>? = null,
    val rows: List<List<String>>? = null,
    val button: Button? = null,
    val submit: Boolean? = null,
    val field: PanelField? = null,
    val link: String? = null,
    val kind: String? = null,
    val labels: List<String>? = null,
    val series: List<Series>? = null,
    val unit: String? = null
)

@Serializable
data class Column (
    val align: String? = null,
    val label: String
)

@Serializable
data class PanelField (
    val hint: String? = null,
    val kind: String,
    val label: String,
    val name: String,
    val required: Boolean,
    val value: String? = null,
    val max: Max? = null,
    val min: Max? = null,
    val options: List<PanelFieldOption>? = null
)

@Serializable
data class PanelFieldOption (
    val label: String,
    val value: String
)

@Serializable
data class Series (
    val label: String,
    val values: List<Double>
)

@Serializable
data class QuickReply (
    @SerialName("imageUrl")
    val imageURL: String? = null,

    val label: String,
    val link: String? = null,
    val type: String,
    val text: String? = null
)

@Serializable
data class Reasoning (
    val seconds: Double? = null,
    val text: String
)

@Serializable
data class Submit (
    val label: String,
    val link: String
)

@Serializable
data class FileLink (
    @SerialName("expiresInMs")
    val expiresInMS: Double,

    val url: String
)

@Serializable
data class FileProblem (
    val code: String,
    val detail: String? = null,
    val offset: Long? = null,
    val oldestSeq: Long? = null,
    val reason: String? = null,
    val retryable: Boolean,

    @SerialName("retryAfterMs")
    val retryAfterMS: Double? = null,

    val status: Long,
    val title: String,
    val type: String
)

@Serializable
data class Frame (
    val on: Boolean? = null,
    val type: String,

    @SerialName("messageId")
    val messageID: String? = null,

    val offset: Long? = null,
    val text: String? = null,
    val reasoning: String? = null,
    val steps: List<ProgressStep>? = null
)

@Serializable
data class ProgressStep (
    val label: String,
    val state: String
)

@Serializable
data class LinkPreviewAnswer (
    val preview: Preview? = null
)

@Serializable
data class Preview (
    val description: String? = null,
    val host: String,
    val image: PreviewImage? = null,
    val siteName: String? = null,
    val title: String
)

@Serializable
data class PreviewImage (
    @SerialName("expiresInMs")
    val expiresInMS: Double,

    val url: String
)

@Serializable
data class NewConversation (
    @SerialName("conversationId")
    val conversationID: String
)

@Serializable
data class ProactiveRule (
    val buttons: List<ButtonElement>? = null,
    val every: String? = null,
    val id: String,
    val max: Long? = null,
    val referral: String? = null,
    val smallScreens: Boolean? = null,
    val text: Label,

    @SerialName("when")
    val proactiveRuleWhen: When? = null
)

@Serializable
data class ButtonElement (
    val label: Label,
    val link: String? = null
)

@Serializable
sealed class Label {
    class StringMapValue(val value: Map<String, String>) : Label()
    class StringValue(val value: String)                 : Label()
}

@Serializable
data class When (
    val exit: Boolean? = null,
    val pages: List<String>? = null,
    val returning: Boolean? = null,
    val scroll: Double? = null,
    val seconds: Double? = null
)

@Serializable
data class ProactiveRules (
    val rules: List<ProactiveRule>
)

@Serializable
data class Problem (
    /**
     * One of these, and of others in later versions:
     * - `invalid_request` (400): The request is not of the documented form
     * - `unauthorized` (401): The token is missing, expired or not ours
     * - `sign_in_required` (401): Only who is signed in may use this chat
     * - `sign_in_failed` (401): The token of the sign-in was refused
     * - `origin_not_allowed` (403): This web site may not use this chat
     * - `blocked` (403): The operator has blocked you
     * - `not_found` (404): There is no such thing, or it is not yours
     * - `method_not_allowed` (405): This route does not take this method
     * - `client_id_reused` (409): This clientId was used for another message
     * - `offset_mismatch` (409): The upload goes on at another offset
     * - `too_many_conversations` (409): This visitor may begin no more conversations
     * - `resync` (410): This cursor cannot be served; load the conversation again
     * - `too_large` (413): The request is larger than the limit
     * - `unsupported_media_type` (415): The body must be of the documented type
     * - `unsupported` (422): This server does not know this kind of message
     * - `file_refused` (422): This file is not taken
     * - `unsupported_version` (426): This server does not speak this protocol version
     * - `rate_limited` (429, may be sent again): Too many requests
     * - `too_many_connections` (429, may be sent again): Too many open connections
     * - `internal` (500, may be sent again): The server failed
     * - `unavailable` (503, may be sent again): The server cannot take requests just now
     */
    val code: String,

    val detail: String? = null,
    val offset: Long? = null,
    val oldestSeq: Long? = null,
    val retryable: Boolean,

    @SerialName("retryAfterMs")
    val retryAfterMS: Double? = null,

    val status: Long,
    val title: String,
    val type: String
)

@Serializable
data class PushEnd (
    val endpoint: String
)

@Serializable
data class PushKey (
    val publicKey: String
)

@Serializable
data class PushRequest (
    val endpoint: String,
    val keys: Keys,
    val title: String,
    val url: String
)

@Serializable
data class Keys (
    val auth: String,

    @SerialName("p256dh")
    val p256Dh: String
)

@Serializable
data class Rating (
    val comment: String? = null,
    val question: String,
    val scale: String,
    val text: String
)

@Serializable
data class ReadMark (
    val cursor: String
)

@Serializable
data class RefreshRequest (
    val refreshToken: String
)

@Serializable
data class ResyncNotice (
    val oldestSeq: Long
)

@Serializable
data class SendResult (
    val duplicate: Boolean,
    val seq: Long
)

@Serializable
data class Session (
    @SerialName("conversationId")
    val conversationID: String,

    @SerialName("expiresInMs")
    val expiresInMS: Double,

    val refreshToken: String,
    val token: String,

    @SerialName("visitorId")
    val visitorID: String
)

@Serializable
data class SignInProblem (
    val code: String,
    val detail: String? = null,
    val offset: Long? = null,
    val oldestSeq: Long? = null,
    val reason: String? = null,
    val retryable: Boolean,

    @SerialName("retryAfterMs")
    val retryAfterMS: Double? = null,

    val status: Long,
    val title: String,
    val type: String
)

@Serializable
data class SignInRequest (
    val refreshToken: String? = null
)

@Serializable
data class Snapshot (
    @SerialName("conversationId")
    val conversationID: String,

    val cursor: String,
    val events: List<LogEvent>,
    val oldestSeq: Long,
    val pending: Boolean
)

@Serializable
data class UnreadRequest (
    val refreshToken: String,
    val since: String
)

@Serializable
data class UnreadResult (
    val unread: Long
)

@Serializable
data class Upload (
    val chunkBytes: Long,

    @SerialName("expiresInMs")
    val expiresInMS: Double,

    val minChunkBytes: Long,
    val offset: Long,

    @SerialName("uploadId")
    val uploadID: String
)

@Serializable
data class UploadRequest (
    val bytes: Long,

    @SerialName("clientId")
    val clientID: String,

    val mediaType: String,
    val name: String
)

@Serializable
data class UploadRules (
    val accept: List<String>,
    val maxBytes: Long,
    val maxFiles: Long
)
