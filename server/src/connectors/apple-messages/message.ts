import type { StoredFile } from "#channel/message/message.ts";

/** What the bubble shows before or after somebody has chosen. */
type Bubble = {
  title: string;
  subtitle?: string;
  style?: "icon" | "small" | "large";
  imageIdentifier?: string;
};

export type PickerItem = {
  identifier: string;
  order: number;
  style: "default" | "icon";
  title: string;
  subtitle?: string;
  imageIdentifier?: string;
};

export type PickerSection = { order: number; title: string; multipleSelection: boolean; items: PickerItem[] };

/** Pictures by their identifiers, base64. */
type PickerImage = { identifier: string; data: string; mimeType?: string };

/** What the features show that this connector uses. */
type InteractiveContent = {
  images?: PickerImage[];
  listPicker?: { sections: PickerSection[] };
  "quick-reply"?: { summaryText: string; items: { identifier: string; title: string }[] };
  event?: object;
};

/** `data`: what a feature shows; `requestIdentifier` is added where it is missing. */
export type InteractiveData = {
  bid: string;
  data: InteractiveContent & { version: string; [field: string]: unknown };
  receivedMessage?: Bubble;
  replyMessage?: Bubble;
  [field: string]: unknown;
};

type RichLinkData = {
  url: string;
  title: string;
  assets: { image?: { data: string; mimeType: string }; [asset: string]: unknown };
};

/** A message of Apple's, without what is around it: who sends it to whom, and under which id. */
export type AppleMessage =
  | { type: "text"; body: string }
  | { type: "richLink"; richLinkData: RichLinkData }
  | { type: "interactive"; interactiveData: InteractiveData };

/** By the names in `capability-list`. */
type DeviceFeature = "QUICK" | "LIST" | "TIME";

/** One message on its way. */
export type ApplePayload = {
  readonly message: AppleMessage;
  /** What the person's device must know; on others they get `instead`. */
  readonly needs?: DeviceFeature;
  /** The same in words. */
  readonly instead?: string;
  /** Addresses of pictures, which Apple wants as bytes. Of a rich link the one is `link`; others by the identifier in the message. */
  readonly pictures?: Readonly<Record<string, string>>;
  /** Of the server's own store; a text goes with it. */
  readonly file?: StoredFile;
  /** Words of a person of the site's team: Apple wants to know what a machine has said. */
  readonly byPerson?: true;
};

/** The extension of Messages that shows what Apple has made itself. */
const appleBid =
  "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension";

export function interactive(
  content: InteractiveContent,
  bubbles: Pick<InteractiveData, "receivedMessage" | "replyMessage"> = {},
): AppleMessage {
  return { type: "interactive", interactiveData: { bid: appleBid, data: { version: "1.0", ...content }, ...bubbles } };
}
