// Models of the Causerie API, version 1, made by "npm run api:models" from its OpenAPI document.
// Models only, without requests. Causerie's tests do not compile them.
// Objects of several kinds are one class: "type" says which, and what a kind lacks is null.

// This file was generated from JSON Schema using quicktype, do not modify it directly.
// To parse the JSON, add this file to your project and do:
//
//   let causerieModels = try? JSONDecoder().decode(CauserieModels.self, from: jsonData)

import Foundation

// MARK: - CauserieModels
struct CauserieModels: Codable {
    let button: Button?
    let byeNotice: ByeNotice?
    let card: Card?
    let clientContent: ClientContent?
    let clientMessage: ClientMessage?
    let conversationList: ConversationList?
    let endSessionRequest: EndSessionRequest?
    let eventPage: EventPage?
    let fileLink: FileLink?
    let fileProblem: FileProblem?
    let fileToSend: FileToSend?
    let footnote: Footnote?
    let formField: FormField?
    let frame: Frame?
    let linkPreviewAnswer: LinkPreviewAnswer?
    let listedConversation: ListedConversation?
    let listItem: ListItem?
    let logEvent: LogEvent?
    let mapLocation: MapLocation?
    let media: Media?
    let message: Message?
    let newConversation: NewConversation?
    let ownFile: OwnFile?
    let panel: Panel?
    let panelField: PanelField?
    let panelPart: PanelPart?
    let proactiveRule: ProactiveRule?
    let proactiveRules: ProactiveRules?
    let problem: Problem?
    let progressStep: ProgressStep?
    let pushEnd: PushEnd?
    let pushKey: PushKey?
    let pushRequest: PushRequest?
    let quickReply: QuickReply?
    let rating: Rating?
    let readMark: ReadMark?
    let reasoning: Reasoning?
    let refreshRequest: RefreshRequest?
    let resyncNotice: ResyncNotice?
    let sendResult: SendResult?
    let sentFile: SentFile?
    let session: Session?
    let signInProblem: SignInProblem?
    let signInRequest: SignInRequest?
    let snapshot: Snapshot?
    let unreadRequest: UnreadRequest?
    let unreadResult: UnreadResult?
    let upload: Upload?
    let uploadRequest: UploadRequest?
    let uploadRules: UploadRules?
    let visitorContent: VisitorContent?

    enum CodingKeys: String, CodingKey {
        case button = "Button"
        case byeNotice = "ByeNotice"
        case card = "Card"
        case clientContent = "ClientContent"
        case clientMessage = "ClientMessage"
        case conversationList = "ConversationList"
        case endSessionRequest = "EndSessionRequest"
        case eventPage = "EventPage"
        case fileLink = "FileLink"
        case fileProblem = "FileProblem"
        case fileToSend = "FileToSend"
        case footnote = "Footnote"
        case formField = "FormField"
        case frame = "Frame"
        case linkPreviewAnswer = "LinkPreviewAnswer"
        case listedConversation = "ListedConversation"
        case listItem = "ListItem"
        case logEvent = "LogEvent"
        case mapLocation = "MapLocation"
        case media = "Media"
        case message = "Message"
        case newConversation = "NewConversation"
        case ownFile = "OwnFile"
        case panel = "Panel"
        case panelField = "PanelField"
        case panelPart = "PanelPart"
        case proactiveRule = "ProactiveRule"
        case proactiveRules = "ProactiveRules"
        case problem = "Problem"
        case progressStep = "ProgressStep"
        case pushEnd = "PushEnd"
        case pushKey = "PushKey"
        case pushRequest = "PushRequest"
        case quickReply = "QuickReply"
        case rating = "Rating"
        case readMark = "ReadMark"
        case reasoning = "Reasoning"
        case refreshRequest = "RefreshRequest"
        case resyncNotice = "ResyncNotice"
        case sendResult = "SendResult"
        case sentFile = "SentFile"
        case session = "Session"
        case signInProblem = "SignInProblem"
        case signInRequest = "SignInRequest"
        case snapshot = "Snapshot"
        case unreadRequest = "UnreadRequest"
        case unreadResult = "UnreadResult"
        case upload = "Upload"
        case uploadRequest = "UploadRequest"
        case uploadRules = "UploadRules"
        case visitorContent = "VisitorContent"
    }
}

// MARK: - Button
struct Button: Codable {
    let imageUrl: String?
    let label: String
    let link: String?
    let type: String
    let target: String?
    let url: String?
    let window: Window?

    enum CodingKeys: String, CodingKey {
        case imageUrl = "imageUrl"
        case label = "label"
        case link = "link"
        case type = "type"
        case target = "target"
        case url = "url"
        case window = "window"
    }
}

// MARK: - Window
struct Window: Codable {
    let height: Int
    let width: Int

    enum CodingKeys: String, CodingKey {
        case height = "height"
        case width = "width"
    }
}

// MARK: - ByeNotice
struct ByeNotice: Codable {
    let inMs: Double

    enum CodingKeys: String, CodingKey {
        case inMs = "inMs"
    }
}

// MARK: - Card
struct Card: Codable {
    let buttons: [Button]
    let image: CardImage?
    let subtitle: String?
    let title: String

    enum CodingKeys: String, CodingKey {
        case buttons = "buttons"
        case image = "image"
        case subtitle = "subtitle"
        case title = "title"
    }
}

// MARK: - CardImage
struct CardImage: Codable {
    let alt: String
    let url: String

    enum CodingKeys: String, CodingKey {
        case alt = "alt"
        case url = "url"
    }
}

// MARK: - ClientContent
struct ClientContent: Codable {
    let replaces: String?
    let text: String?
    let type: String
    let label: String?
    let link: String?
    let messageId: String?
    let ref: String?
    let latitude: Double?
    let longitude: Double?
    let title: String?
    let comment: String?
    let question: String?
    let score: String?
    let value: String?
    let files: [FileToSend]?

    enum CodingKeys: String, CodingKey {
        case replaces = "replaces"
        case text = "text"
        case type = "type"
        case label = "label"
        case link = "link"
        case messageId = "messageId"
        case ref = "ref"
        case latitude = "latitude"
        case longitude = "longitude"
        case title = "title"
        case comment = "comment"
        case question = "question"
        case score = "score"
        case value = "value"
        case files = "files"
    }
}

// MARK: - FileToSend
struct FileToSend: Codable {
    let alt: String?
    let uploadId: String

    enum CodingKeys: String, CodingKey {
        case alt = "alt"
        case uploadId = "uploadId"
    }
}

// MARK: - ClientMessage
struct ClientMessage: Codable {
    let clientId: String
    let content: ClientContent
    let context: JSONAny?
    let locale: String?

    enum CodingKeys: String, CodingKey {
        case clientId = "clientId"
        case content = "content"
        case context = "context"
        case locale = "locale"
    }
}

// MARK: - ConversationList
struct ConversationList: Codable {
    let conversations: [ListedConversation]

    enum CodingKeys: String, CodingKey {
        case conversations = "conversations"
    }
}

// MARK: - ListedConversation
struct ListedConversation: Codable {
    let at: Double
    let firstUnread: String?
    let id: String
    let last: Last?
    let title: String?
    let unread: Int

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case firstUnread = "firstUnread"
        case id = "id"
        case last = "last"
        case title = "title"
        case unread = "unread"
    }
}

// MARK: - Last
struct Last: Codable {
    let name: String?
    let role: String
    let text: String

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case role = "role"
        case text = "text"
    }
}

// MARK: - EndSessionRequest
struct EndSessionRequest: Codable {
    let forget: Bool?
    let refreshToken: String

    enum CodingKeys: String, CodingKey {
        case forget = "forget"
        case refreshToken = "refreshToken"
    }
}

// MARK: - EventPage
struct EventPage: Codable {
    let cursor: String
    let events: [LogEvent]
    let more: Bool

    enum CodingKeys: String, CodingKey {
        case cursor = "cursor"
        case events = "events"
        case more = "more"
    }
}

// MARK: - LogEvent
struct LogEvent: Codable {
    let at: Double
    let clientId: String?
    let content: VisitorContent?
    let seq: Int
    let type: String
    let author: Author?
    let message: Message?
    let messageId: String?
    let document: LogEventDocument?
    let stopped: Bool?
    let of: Int?
    let name: String?

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case clientId = "clientId"
        case content = "content"
        case seq = "seq"
        case type = "type"
        case author = "author"
        case message = "message"
        case messageId = "messageId"
        case document = "document"
        case stopped = "stopped"
        case of = "of"
        case name = "name"
    }
}

// MARK: - Author
struct Author: Codable {
    let id: String?
    let name: String?
    let picture: String?
    let role: String

    enum CodingKeys: String, CodingKey {
        case id = "id"
        case name = "name"
        case picture = "picture"
        case role = "role"
    }
}

// MARK: - VisitorContent
struct VisitorContent: Codable {
    let replaces: String?
    let text: String?
    let type: String
    let label: String?
    let link: String?
    let messageId: String?
    let ref: String?
    let latitude: Double?
    let longitude: Double?
    let title: String?
    let comment: String?
    let question: String?
    let score: String?
    let value: String?
    let files: [SentFile]?

    enum CodingKeys: String, CodingKey {
        case replaces = "replaces"
        case text = "text"
        case type = "type"
        case label = "label"
        case link = "link"
        case messageId = "messageId"
        case ref = "ref"
        case latitude = "latitude"
        case longitude = "longitude"
        case title = "title"
        case comment = "comment"
        case question = "question"
        case score = "score"
        case value = "value"
        case files = "files"
    }
}

// MARK: - SentFile
struct SentFile: Codable {
    let alt: String?
    let bytes: Int
    let height: Int?
    let id: String
    let mediaType: String
    let name: String
    let width: Int?

    enum CodingKeys: String, CodingKey {
        case alt = "alt"
        case bytes = "bytes"
        case height = "height"
        case id = "id"
        case mediaType = "mediaType"
        case name = "name"
        case width = "width"
    }
}

// MARK: - LogEventDocument
struct LogEventDocument: Codable {
    let title: String

    enum CodingKeys: String, CodingKey {
        case title = "title"
    }
}

// MARK: - Message
struct Message: Codable {
    let alt: String?
    let buttons: [Button]?
    let document: MessageDocument?
    let footnotes: [Footnote]?
    let may: [String]?
    let metadata: [String: String]?
    let preview: JSONAny?
    let quickReplies: [QuickReply]
    let reasoning: Reasoning?
    let speak: String?
    let text: String?
    let type: String
    let card: Card?
    let cards: [Card]?
    let caption: String?
    let media: Media?
    let items: [ListItem]?
    let location: MapLocation?
    let fields: [FormField]?
    let submit: Submit?
    let data: JSONAny?
    let name: String?
    let panel: Panel?

    enum CodingKeys: String, CodingKey {
        case alt = "alt"
        case buttons = "buttons"
        case document = "document"
        case footnotes = "footnotes"
        case may = "may"
        case metadata = "metadata"
        case preview = "preview"
        case quickReplies = "quickReplies"
        case reasoning = "reasoning"
        case speak = "speak"
        case text = "text"
        case type = "type"
        case card = "card"
        case cards = "cards"
        case caption = "caption"
        case media = "media"
        case items = "items"
        case location = "location"
        case fields = "fields"
        case submit = "submit"
        case data = "data"
        case name = "name"
        case panel = "panel"
    }
}

// MARK: - MessageDocument
struct MessageDocument: Codable {
    let title: String

    enum CodingKeys: String, CodingKey {
        case title = "title"
    }
}

// MARK: - FormField
struct FormField: Codable {
    let hint: String?
    let kind: String
    let label: String
    let name: String
    let formFieldRequired: Bool
    let value: String?
    let max: Max?
    let min: Max?
    let page: Page?
    let options: [FormFieldOption]?

    enum CodingKeys: String, CodingKey {
        case hint = "hint"
        case kind = "kind"
        case label = "label"
        case name = "name"
        case formFieldRequired = "required"
        case value = "value"
        case max = "max"
        case min = "min"
        case page = "page"
        case options = "options"
    }
}

enum Max: Codable {
    case double(Double)
    case string(String)

    init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let x = try? container.decode(Double.self) {
            self = .double(x)
            return
        }
        if let x = try? container.decode(String.self) {
            self = .string(x)
            return
        }
        throw DecodingError.typeMismatch(Max.self, DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Wrong type for Max"))
    }

    func encode(to encoder: Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .double(let x):
            try container.encode(x)
        case .string(let x):
            try container.encode(x)
        }
    }
}

// MARK: - FormFieldOption
struct FormFieldOption: Codable {
    let label: String
    let value: String

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case value = "value"
    }
}

// MARK: - Page
struct Page: Codable {
    let label: String
    let url: String

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case url = "url"
    }
}

// MARK: - Footnote
struct Footnote: Codable {
    let excerpt: String?
    let title: String
    let url: String?

    enum CodingKeys: String, CodingKey {
        case excerpt = "excerpt"
        case title = "title"
        case url = "url"
    }
}

// MARK: - ListItem
struct ListItem: Codable {
    let description: String?
    let imageUrl: String?
    let label: String
    let link: String

    enum CodingKeys: String, CodingKey {
        case description = "description"
        case imageUrl = "imageUrl"
        case label = "label"
        case link = "link"
    }
}

// MARK: - MapLocation
struct MapLocation: Codable {
    let address: String?
    let latitude: Double
    let longitude: Double
    let title: String
    let url: String?

    enum CodingKeys: String, CodingKey {
        case address = "address"
        case latitude = "latitude"
        case longitude = "longitude"
        case title = "title"
        case url = "url"
    }
}

// MARK: - Media
struct Media: Codable {
    let alt: String
    let captions: [Caption]?
    let file: OwnFile?
    let kind: String
    let name: String?
    let url: String

    enum CodingKeys: String, CodingKey {
        case alt = "alt"
        case captions = "captions"
        case file = "file"
        case kind = "kind"
        case name = "name"
        case url = "url"
    }
}

// MARK: - Caption
struct Caption: Codable {
    let label: String
    let language: String
    let url: String

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case language = "language"
        case url = "url"
    }
}

// MARK: - OwnFile
struct OwnFile: Codable {
    let bytes: Int
    let id: String
    let mediaType: String
    let name: String

    enum CodingKeys: String, CodingKey {
        case bytes = "bytes"
        case id = "id"
        case mediaType = "mediaType"
        case name = "name"
    }
}

// MARK: - Panel
struct Panel: Codable {
    let content: PanelPart
    let loading: Bool?

    enum CodingKeys: String, CodingKey {
        case content = "content"
        case loading = "loading"
    }
}

// MARK: - PanelPart
struct PanelPart: Codable {
    let children: [PanelPart]?
    let title: String?
    let type: String
    let align: String?
    let style: String?
    let text: String?
    let tone: String?
    let alt: String?
    let size: String?
    let url: String?
    let caption: String?
    let columns: [Column]?
    let rows: [[String]]?
    let button: Button?
    let submit: Bool?
    let field: PanelField?
    let link: String?
    let kind: String?
    let labels: [String]?
    let series: [Series]?
    let unit: String?

    enum CodingKeys: String, CodingKey {
        case children = "children"
        case title = "title"
        case type = "type"
        case align = "align"
        case style = "style"
        case text = "text"
        case tone = "tone"
        case alt = "alt"
        case size = "size"
        case url = "url"
        case caption = "caption"
        case columns = "columns"
        case rows = "rows"
        case button = "button"
        case submit = "submit"
        case field = "field"
        case link = "link"
        case kind = "kind"
        case labels = "labels"
        case series = "series"
        case unit = "unit"
    }
}

// MARK: - Column
struct Column: Codable {
    let align: String?
    let label: String

    enum CodingKeys: String, CodingKey {
        case align = "align"
        case label = "label"
    }
}

// MARK: - PanelField
struct PanelField: Codable {
    let hint: String?
    let kind: String
    let label: String
    let name: String
    let panelFieldRequired: Bool
    let value: String?
    let max: Max?
    let min: Max?
    let options: [PanelFieldOption]?

    enum CodingKeys: String, CodingKey {
        case hint = "hint"
        case kind = "kind"
        case label = "label"
        case name = "name"
        case panelFieldRequired = "required"
        case value = "value"
        case max = "max"
        case min = "min"
        case options = "options"
    }
}

// MARK: - PanelFieldOption
struct PanelFieldOption: Codable {
    let label: String
    let value: String

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case value = "value"
    }
}

// MARK: - Series
struct Series: Codable {
    let label: String
    let values: [Double]

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case values = "values"
    }
}

// MARK: - QuickReply
struct QuickReply: Codable {
    let imageUrl: String?
    let label: String
    let link: String?
    let type: String
    let text: String?

    enum CodingKeys: String, CodingKey {
        case imageUrl = "imageUrl"
        case label = "label"
        case link = "link"
        case type = "type"
        case text = "text"
    }
}

// MARK: - Reasoning
struct Reasoning: Codable {
    let seconds: Double?
    let text: String

    enum CodingKeys: String, CodingKey {
        case seconds = "seconds"
        case text = "text"
    }
}

// MARK: - Submit
struct Submit: Codable {
    let label: String
    let link: String

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case link = "link"
    }
}

// MARK: - FileLink
struct FileLink: Codable {
    let expiresInMs: Double
    let url: String

    enum CodingKeys: String, CodingKey {
        case expiresInMs = "expiresInMs"
        case url = "url"
    }
}

// MARK: - FileProblem
struct FileProblem: Codable {
    let code: String
    let detail: String?
    let offset: Int?
    let oldestSeq: Int?
    let reason: String?
    let retryable: Bool
    let retryAfterMs: Double?
    let status: Int
    let title: String
    let type: String

    enum CodingKeys: String, CodingKey {
        case code = "code"
        case detail = "detail"
        case offset = "offset"
        case oldestSeq = "oldestSeq"
        case reason = "reason"
        case retryable = "retryable"
        case retryAfterMs = "retryAfterMs"
        case status = "status"
        case title = "title"
        case type = "type"
    }
}

// MARK: - Frame
struct Frame: Codable {
    let on: Bool?
    let type: String
    let messageId: String?
    let offset: Int?
    let text: String?
    let reasoning: String?
    let steps: [ProgressStep]?

    enum CodingKeys: String, CodingKey {
        case on = "on"
        case type = "type"
        case messageId = "messageId"
        case offset = "offset"
        case text = "text"
        case reasoning = "reasoning"
        case steps = "steps"
    }
}

// MARK: - ProgressStep
struct ProgressStep: Codable {
    let label: String
    let state: String

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case state = "state"
    }
}

// MARK: - LinkPreviewAnswer
struct LinkPreviewAnswer: Codable {
    let preview: Preview?

    enum CodingKeys: String, CodingKey {
        case preview = "preview"
    }
}

// MARK: - Preview
struct Preview: Codable {
    let description: String?
    let host: String
    let image: PreviewImage?
    let siteName: String?
    let title: String

    enum CodingKeys: String, CodingKey {
        case description = "description"
        case host = "host"
        case image = "image"
        case siteName = "siteName"
        case title = "title"
    }
}

// MARK: - PreviewImage
struct PreviewImage: Codable {
    let expiresInMs: Double
    let url: String

    enum CodingKeys: String, CodingKey {
        case expiresInMs = "expiresInMs"
        case url = "url"
    }
}

// MARK: - NewConversation
struct NewConversation: Codable {
    let conversationId: String

    enum CodingKeys: String, CodingKey {
        case conversationId = "conversationId"
    }
}

// MARK: - ProactiveRule
struct ProactiveRule: Codable {
    let buttons: [ButtonElement]?
    let every: String?
    let id: String
    let max: Int?
    let referral: String?
    let smallScreens: Bool?
    let text: Label
    let when: When?

    enum CodingKeys: String, CodingKey {
        case buttons = "buttons"
        case every = "every"
        case id = "id"
        case max = "max"
        case referral = "referral"
        case smallScreens = "smallScreens"
        case text = "text"
        case when = "when"
    }
}

// MARK: - ButtonElement
struct ButtonElement: Codable {
    let label: Label
    let link: String?

    enum CodingKeys: String, CodingKey {
        case label = "label"
        case link = "link"
    }
}

enum Label: Codable {
    case string(String)
    case stringMap([String: String])

    init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let x = try? container.decode([String: String].self) {
            self = .stringMap(x)
            return
        }
        if let x = try? container.decode(String.self) {
            self = .string(x)
            return
        }
        throw DecodingError.typeMismatch(Label.self, DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Wrong type for Label"))
    }

    func encode(to encoder: Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let x):
            try container.encode(x)
        case .stringMap(let x):
            try container.encode(x)
        }
    }
}

// MARK: - When
struct When: Codable {
    let exit: Bool?
    let pages: [String]?
    let returning: Bool?
    let scroll: Double?
    let seconds: Double?

    enum CodingKeys: String, CodingKey {
        case exit = "exit"
        case pages = "pages"
        case returning = "returning"
        case scroll = "scroll"
        case seconds = "seconds"
    }
}

// MARK: - ProactiveRules
struct ProactiveRules: Codable {
    let rules: [ProactiveRule]

    enum CodingKeys: String, CodingKey {
        case rules = "rules"
    }
}

// MARK: - Problem
struct Problem: Codable {
    /// One of these, and of others in later versions:
    /// - `invalid_request` (400): The request is not of the documented form
    /// - `unauthorized` (401): The token is missing, expired or not ours
    /// - `sign_in_required` (401): Only who is signed in may use this chat
    /// - `sign_in_failed` (401): The token of the sign-in was refused
    /// - `origin_not_allowed` (403): This web site may not use this chat
    /// - `blocked` (403): The operator has blocked you
    /// - `not_found` (404): There is no such thing, or it is not yours
    /// - `method_not_allowed` (405): This route does not take this method
    /// - `client_id_reused` (409): This clientId was used for another message
    /// - `offset_mismatch` (409): The upload goes on at another offset
    /// - `too_many_conversations` (409): This visitor may begin no more conversations
    /// - `resync` (410): This cursor cannot be served; load the conversation again
    /// - `too_large` (413): The request is larger than the limit
    /// - `unsupported_media_type` (415): The body must be of the documented type
    /// - `unsupported` (422): This server does not know this kind of message
    /// - `file_refused` (422): This file is not taken
    /// - `unsupported_version` (426): This server does not speak this protocol version
    /// - `rate_limited` (429, may be sent again): Too many requests
    /// - `too_many_connections` (429, may be sent again): Too many open connections
    /// - `internal` (500, may be sent again): The server failed
    /// - `unavailable` (503, may be sent again): The server cannot take requests just now
    let code: String
    let detail: String?
    let offset: Int?
    let oldestSeq: Int?
    let retryable: Bool
    let retryAfterMs: Double?
    let status: Int
    let title: String
    let type: String

    enum CodingKeys: String, CodingKey {
        case code = "code"
        case detail = "detail"
        case offset = "offset"
        case oldestSeq = "oldestSeq"
        case retryable = "retryable"
        case retryAfterMs = "retryAfterMs"
        case status = "status"
        case title = "title"
        case type = "type"
    }
}

// MARK: - PushEnd
struct PushEnd: Codable {
    let endpoint: String

    enum CodingKeys: String, CodingKey {
        case endpoint = "endpoint"
    }
}

// MARK: - PushKey
struct PushKey: Codable {
    let publicKey: String

    enum CodingKeys: String, CodingKey {
        case publicKey = "publicKey"
    }
}

// MARK: - PushRequest
struct PushRequest: Codable {
    let endpoint: String
    let keys: Keys
    let title: String
    let url: String

    enum CodingKeys: String, CodingKey {
        case endpoint = "endpoint"
        case keys = "keys"
        case title = "title"
        case url = "url"
    }
}

// MARK: - Keys
struct Keys: Codable {
    let auth: String
    let p256Dh: String

    enum CodingKeys: String, CodingKey {
        case auth = "auth"
        case p256Dh = "p256dh"
    }
}

// MARK: - Rating
struct Rating: Codable {
    let comment: String?
    let question: String
    let scale: String
    let text: String

    enum CodingKeys: String, CodingKey {
        case comment = "comment"
        case question = "question"
        case scale = "scale"
        case text = "text"
    }
}

// MARK: - ReadMark
struct ReadMark: Codable {
    let cursor: String

    enum CodingKeys: String, CodingKey {
        case cursor = "cursor"
    }
}

// MARK: - RefreshRequest
struct RefreshRequest: Codable {
    let refreshToken: String

    enum CodingKeys: String, CodingKey {
        case refreshToken = "refreshToken"
    }
}

// MARK: - ResyncNotice
struct ResyncNotice: Codable {
    let oldestSeq: Int

    enum CodingKeys: String, CodingKey {
        case oldestSeq = "oldestSeq"
    }
}

// MARK: - SendResult
struct SendResult: Codable {
    let duplicate: Bool
    let seq: Int

    enum CodingKeys: String, CodingKey {
        case duplicate = "duplicate"
        case seq = "seq"
    }
}

// MARK: - Session
struct Session: Codable {
    let conversationId: String
    let expiresInMs: Double
    let refreshToken: String
    let token: String
    let visitorId: String

    enum CodingKeys: String, CodingKey {
        case conversationId = "conversationId"
        case expiresInMs = "expiresInMs"
        case refreshToken = "refreshToken"
        case token = "token"
        case visitorId = "visitorId"
    }
}

// MARK: - SignInProblem
struct SignInProblem: Codable {
    let code: String
    let detail: String?
    let offset: Int?
    let oldestSeq: Int?
    let reason: String?
    let retryable: Bool
    let retryAfterMs: Double?
    let status: Int
    let title: String
    let type: String

    enum CodingKeys: String, CodingKey {
        case code = "code"
        case detail = "detail"
        case offset = "offset"
        case oldestSeq = "oldestSeq"
        case reason = "reason"
        case retryable = "retryable"
        case retryAfterMs = "retryAfterMs"
        case status = "status"
        case title = "title"
        case type = "type"
    }
}

// MARK: - SignInRequest
struct SignInRequest: Codable {
    let refreshToken: String?

    enum CodingKeys: String, CodingKey {
        case refreshToken = "refreshToken"
    }
}

// MARK: - Snapshot
struct Snapshot: Codable {
    let conversationId: String
    let cursor: String
    let events: [LogEvent]
    let oldestSeq: Int
    let pending: Bool

    enum CodingKeys: String, CodingKey {
        case conversationId = "conversationId"
        case cursor = "cursor"
        case events = "events"
        case oldestSeq = "oldestSeq"
        case pending = "pending"
    }
}

// MARK: - UnreadRequest
struct UnreadRequest: Codable {
    let refreshToken: String
    let since: String

    enum CodingKeys: String, CodingKey {
        case refreshToken = "refreshToken"
        case since = "since"
    }
}

// MARK: - UnreadResult
struct UnreadResult: Codable {
    let unread: Int

    enum CodingKeys: String, CodingKey {
        case unread = "unread"
    }
}

// MARK: - Upload
struct Upload: Codable {
    let chunkBytes: Int
    let expiresInMs: Double
    let minChunkBytes: Int
    let offset: Int
    let uploadId: String

    enum CodingKeys: String, CodingKey {
        case chunkBytes = "chunkBytes"
        case expiresInMs = "expiresInMs"
        case minChunkBytes = "minChunkBytes"
        case offset = "offset"
        case uploadId = "uploadId"
    }
}

// MARK: - UploadRequest
struct UploadRequest: Codable {
    let bytes: Int
    let clientId: String
    let mediaType: String
    let name: String

    enum CodingKeys: String, CodingKey {
        case bytes = "bytes"
        case clientId = "clientId"
        case mediaType = "mediaType"
        case name = "name"
    }
}

// MARK: - UploadRules
struct UploadRules: Codable {
    let accept: [String]
    let maxBytes: Int
    let maxFiles: Int

    enum CodingKeys: String, CodingKey {
        case accept = "accept"
        case maxBytes = "maxBytes"
        case maxFiles = "maxFiles"
    }
}

// MARK: - Encode/decode helpers

class JSONNull: Codable, Hashable {

    public static func == (lhs: JSONNull, rhs: JSONNull) -> Bool {
        return true
    }

    public var hashValue: Int {
        return 0
    }

    public func hash(into hasher: inout Hasher) {
        // No-op
    }

    public init() {}

    public required init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if !container.decodeNil() {
            throw DecodingError.typeMismatch(JSONNull.self, DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Wrong type for JSONNull"))
        }
    }

    public func encode(to encoder: Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }
}

class JSONCodingKey: CodingKey {
    let key: String

    required init?(intValue: Int) {
        return nil
    }

    required init?(stringValue: String) {
        key = stringValue
    }

    var intValue: Int? {
        return nil
    }

    var stringValue: String {
        return key
    }
}

class JSONAny: Codable {

    let value: Any

    static func decodingError(forCodingPath codingPath: [CodingKey]) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "Cannot decode JSONAny")
        return DecodingError.typeMismatch(JSONAny.self, context)
    }

    static func encodingError(forValue value: Any, codingPath: [CodingKey]) -> EncodingError {
        let context = EncodingError.Context(codingPath: codingPath, debugDescription: "Cannot encode JSONAny")
        return EncodingError.invalidValue(value, context)
    }

    static func decode(from container: SingleValueDecodingContainer) throws -> Any {
        if let value = try? container.decode(Bool.self) {
            return value
        }
        if let value = try? container.decode(Int64.self) {
            return value
        }
        if let value = try? container.decode(Double.self) {
            return value
        }
        if let value = try? container.decode(String.self) {
            return value
        }
        if container.decodeNil() {
            return JSONNull()
        }
        throw decodingError(forCodingPath: container.codingPath)
    }

    static func decode(from container: inout UnkeyedDecodingContainer) throws -> Any {
        if let value = try? container.decode(Bool.self) {
            return value
        }
        if let value = try? container.decode(Int64.self) {
            return value
        }
        if let value = try? container.decode(Double.self) {
            return value
        }
        if let value = try? container.decode(String.self) {
            return value
        }
        if let value = try? container.decodeNil() {
            if value {
                return JSONNull()
            }
        }
        if var container = try? container.nestedUnkeyedContainer() {
            return try decodeArray(from: &container)
        }
        if var container = try? container.nestedContainer(keyedBy: JSONCodingKey.self) {
            return try decodeDictionary(from: &container)
        }
        throw decodingError(forCodingPath: container.codingPath)
    }

    static func decode(from container: inout KeyedDecodingContainer<JSONCodingKey>, forKey key: JSONCodingKey) throws -> Any {
        if let value = try? container.decode(Bool.self, forKey: key) {
            return value
        }
        if let value = try? container.decode(Int64.self, forKey: key) {
            return value
        }
        if let value = try? container.decode(Double.self, forKey: key) {
            return value
        }
        if let value = try? container.decode(String.self, forKey: key) {
            return value
        }
        if let value = try? container.decodeNil(forKey: key) {
            if value {
                return JSONNull()
            }
        }
        if var container = try? container.nestedUnkeyedContainer(forKey: key) {
            return try decodeArray(from: &container)
        }
        if var container = try? container.nestedContainer(keyedBy: JSONCodingKey.self, forKey: key) {
            return try decodeDictionary(from: &container)
        }
        throw decodingError(forCodingPath: container.codingPath)
    }

    static func decodeArray(from container: inout UnkeyedDecodingContainer) throws -> [Any] {
        var arr: [Any] = []
        while !container.isAtEnd {
            let value = try decode(from: &container)
            arr.append(value)
        }
        return arr
    }

    static func decodeDictionary(from container: inout KeyedDecodingContainer<JSONCodingKey>) throws -> [String: Any] {
        var dict = [String: Any]()
        for key in container.allKeys {
            let value = try decode(from: &container, forKey: key)
            dict[key.stringValue] = value
        }
        return dict
    }

    static func encode(to container: inout UnkeyedEncodingContainer, array: [Any]) throws {
        for value in array {
            if let value = value as? Bool {
                try container.encode(value)
            } else if let value = value as? Int64 {
                try container.encode(value)
            } else if let value = value as? Double {
                try container.encode(value)
            } else if let value = value as? String {
                try container.encode(value)
            } else if value is JSONNull {
                try container.encodeNil()
            } else if let value = value as? [Any] {
                var container = container.nestedUnkeyedContainer()
                try encode(to: &container, array: value)
            } else if let value = value as? [String: Any] {
                var container = container.nestedContainer(keyedBy: JSONCodingKey.self)
                try encode(to: &container, dictionary: value)
            } else {
                throw encodingError(forValue: value, codingPath: container.codingPath)
            }
        }
    }

    static func encode(to container: inout KeyedEncodingContainer<JSONCodingKey>, dictionary: [String: Any]) throws {
        for (key, value) in dictionary {
            let key = JSONCodingKey(stringValue: key)!
            if let value = value as? Bool {
                try container.encode(value, forKey: key)
            } else if let value = value as? Int64 {
                try container.encode(value, forKey: key)
            } else if let value = value as? Double {
                try container.encode(value, forKey: key)
            } else if let value = value as? String {
                try container.encode(value, forKey: key)
            } else if value is JSONNull {
                try container.encodeNil(forKey: key)
            } else if let value = value as? [Any] {
                var container = container.nestedUnkeyedContainer(forKey: key)
                try encode(to: &container, array: value)
            } else if let value = value as? [String: Any] {
                var container = container.nestedContainer(keyedBy: JSONCodingKey.self, forKey: key)
                try encode(to: &container, dictionary: value)
            } else {
                throw encodingError(forValue: value, codingPath: container.codingPath)
            }
        }
    }

    static func encode(to container: inout SingleValueEncodingContainer, value: Any) throws {
        if let value = value as? Bool {
            try container.encode(value)
        } else if let value = value as? Int64 {
            try container.encode(value)
        } else if let value = value as? Double {
            try container.encode(value)
        } else if let value = value as? String {
            try container.encode(value)
        } else if value is JSONNull {
            try container.encodeNil()
        } else {
            throw encodingError(forValue: value, codingPath: container.codingPath)
        }
    }

    public required init(from decoder: Decoder) throws {
        if var arrayContainer = try? decoder.unkeyedContainer() {
            self.value = try JSONAny.decodeArray(from: &arrayContainer)
        } else if var container = try? decoder.container(keyedBy: JSONCodingKey.self) {
            self.value = try JSONAny.decodeDictionary(from: &container)
        } else {
            let container = try decoder.singleValueContainer()
            self.value = try JSONAny.decode(from: container)
        }
    }

    public func encode(to encoder: Encoder) throws {
        if let arr = self.value as? [Any] {
            var container = encoder.unkeyedContainer()
            try JSONAny.encode(to: &container, array: arr)
        } else if let dict = self.value as? [String: Any] {
            var container = encoder.container(keyedBy: JSONCodingKey.self)
            try JSONAny.encode(to: &container, dictionary: dict)
        } else {
            var container = encoder.singleValueContainer()
            try JSONAny.encode(to: &container, value: self.value)
        }
    }
}
