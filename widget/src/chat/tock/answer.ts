/** A file of a message, as Tock's connector writes it. */
export type TockFile = { url: string; name: string; kind: "image" | "audio" | "video" | "file"; description: string };

export type TockButton =
  | { type: "quick_reply"; title: string; payload: string; nlpText: string; imageUrl: string }
  | { type: "postback"; title: string; payload: string; imageUrl: string }
  | { type: "web_url"; title: string; url: string; target: string; windowFeatures: string; imageUrl: string };

export type TockCard = { title: string; subTitle: string; file: TockFile | undefined; buttons: TockButton[] };

/** One message. What Tock leaves out is an empty text or list here, or undefined. */
export type TockMessage = {
  text: string;
  buttons: TockButton[];
  card: TockCard | undefined;
  cards: TockCard[];
  image: { file: TockFile; title: string } | undefined;
  widget: { type: string; data: unknown } | undefined;
  deepLink: string;
  footnotes: { title: string; url: string; content: string }[];
  /** What a vote refers to. */
  actionId: string;
};

/** The body of a POST's answer, or the data of one event of the stream, which has the same form. */
export type TockAnswer = {
  messages: TockMessage[];
  /** The turn, the same in the POST's answer and in each of its events. Empty where the server has no streams. */
  responseId: string;
  /** A text takes the place of the one before it under the same id. */
  replaces: boolean;
  /** What the bot says of its answer, with Tock's own names. */
  metadata: Readonly<Record<string, string>>;
};

/**
 * Reads an answer as leniently as Tock's own clients do: servers of several versions leave out what is empty, or write null.
 * @returns undefined when it is no answer of Tock's at all: a proxy's page, or an error as JSON.
 */
export function readAnswer(input: unknown): TockAnswer | undefined {
  if (!isObject(input)) return undefined;
  const { responses, metadata } = input;
  // Tock writes both, always. An empty object is what some proxies make of an answer without messages.
  if (!Array.isArray(responses) && Object.keys(input).length > 0) return undefined;
  const given = isObject(metadata) ? metadata : {};
  return {
    messages: listOf(responses).map(readMessage),
    responseId: textOf(given["RESPONSE_ID"]),
    replaces: textOf(given["TOCK_STREAM_RESPONSE"]) === "true",
    metadata: Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ),
  };
}

function readMessage(input: Fields): TockMessage {
  const carousel = fieldsOf(input["carousel"]);
  const image = fieldsOf(input["image"]);
  const file = readFile(image["file"]);
  const widget = fieldsOf(input["widget"]);
  return {
    text: textOf(input["text"]),
    buttons: readButtons(input["buttons"]),
    card: isObject(input["card"]) ? readCard(input["card"]) : undefined,
    cards: listOf(carousel["cards"]).map(readCard),
    image: file && { file, title: textOf(image["title"]) },
    widget: textOf(widget["type"]) === "" ? undefined : { type: textOf(widget["type"]), data: widget["data"] },
    deepLink: textOf(fieldsOf(input["deepLink"])["ref"]),
    footnotes: listOf(input["footnotes"]).map(({ title, url, content }) => ({
      title: textOf(title),
      url: textOf(url),
      content: textOf(content),
    })),
    actionId: textOf(input["actionId"]),
  };
}

function readCard(input: Fields): TockCard {
  const { title, subTitle, file, buttons } = input;
  return {
    title: textOf(title),
    subTitle: textOf(subTitle),
    file: readFile(file),
    buttons: readButtons(buttons),
  };
}

function readFile(input: unknown): TockFile | undefined {
  const { url, name, type, description } = fieldsOf(input);
  if (textOf(url) === "") return undefined;
  const kind = (["image", "audio", "video"] as const).find((each) => each === type) ?? "file";
  return { url: textOf(url), name: textOf(name), kind, description: textOf(description) };
}

function readButtons(input: unknown): TockButton[] {
  return listOf(input).flatMap((button): TockButton[] => {
    const title = textOf(button["title"]);
    const payload = textOf(button["payload"]);
    const imageUrl = textOf(button["imageUrl"]);
    switch (button["type"]) {
      case "quick_reply": {
        return [{ type: "quick_reply", title, payload, nlpText: textOf(button["nlpText"]), imageUrl }];
      }
      case "web_url": {
        const [url, target] = [textOf(button["url"]), textOf(button["target"])];
        return [{ type: "web_url", title, url, target, windowFeatures: textOf(button["windowFeatures"]), imageUrl }];
      }
      // A kind that only a newer server knows is one to press, as are those without a kind.
      default:
        return title === "" && payload === "" ? [] : [{ type: "postback", title, payload, imageUrl }];
    }
  });
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(input: unknown): input is Fields {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

const fieldsOf = (input: unknown): Fields => (isObject(input) ? input : {});
const textOf = (input: unknown): string => (typeof input === "string" ? input : "");
const listOf = (input: unknown): Fields[] => (Array.isArray(input) ? input.filter(isObject) : []);
