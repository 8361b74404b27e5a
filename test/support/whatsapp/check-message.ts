/**
 * What Meta refuses of a message, by the documentation of the Cloud API. The numbers stand here once more: a mistake in those of the
 * connector must show itself.
 */
type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const words = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);

/** Undefined: Meta takes it. Else what is wrong, in words of the test's own. */
export function findRefusal(message: Json, mediaIds: ReadonlySet<string>): string | undefined {
  const type = String(message["type"]);
  const content = object(message[type]);
  const problems: string[] = [];
  const need = (holds: boolean, problem: string): void => void (holds || problems.push(problem));
  const within = (value: unknown, max: number, name: string): void =>
    need(typeof value === "string" && value.trim() !== "" && value.length <= max, `${name} of 1 to ${max}`);
  const source = ({ link, id, blob }: Json): void => {
    need((link === undefined) !== (id === undefined), "a link or an id");
    need(blob === undefined, "no field blob");
    if (link !== undefined) need(/^https?:\/\/[!-~]+$/.test(words(link)), "a link of the web");
    if (id !== undefined) need(mediaIds.has(words(id)), "a known media id");
  };
  switch (type) {
    case "text":
      within(content["body"], 4096, "text.body");
      break;
    case "image":
    case "video":
    case "document":
    case "audio":
    case "sticker":
      source(content);
      need(content["caption"] === undefined || type !== "audio", "no caption with audio");
      if (content["caption"] !== undefined) within(content["caption"], 1024, "caption");
      if (content["filename"] !== undefined) within(content["filename"], 240, "filename");
      need(content["filename"] === undefined || type === "document", "a file name with documents only");
      break;
    case "location":
      need(typeof content["latitude"] === "number" && typeof content["longitude"] === "number", "coordinates");
      need(content["address"] === undefined || content["name"] !== undefined, "a name with an address");
      break;
    case "interactive":
      checkInteractive(content, { need, within, source });
      break;
    case "template":
      within(content["name"], 512, "template.name");
      within(object(content["language"])["code"], 20, "template.language.code");
      for (const component of list(content["components"]))
        for (const { text } of list(component["parameters"])) {
          within(text, 1024, "parameter");
          need(!/[\n\t]| {5}/.test(String(text)), "a parameter without line breaks");
        }
      break;
    case "reaction":
      within(content["message_id"], 300, "message_id");
      break;
    default:
      need(false, `a known type, not ${type}`);
  }
  return problems.length === 0 ? undefined : problems.join("; ");
}

type Rules = {
  need: (holds: boolean, problem: string) => void;
  within: (value: unknown, max: number, name: string) => void;
  source: (media: Json) => void;
};

function checkInteractive(interactive: Json, { need, within, source }: Rules): void {
  const kind = String(interactive["type"]);
  const action = object(interactive["action"]);
  within(object(interactive["body"])["text"], kind === "list" ? 4096 : 1024, "body.text");
  if (interactive["footer"] !== undefined) within(object(interactive["footer"])["text"], 60, "footer.text");
  const header = interactive["header"] === undefined ? undefined : object(interactive["header"]);
  if (header !== undefined) {
    const type = String(header["type"]);
    if (type === "text") within(header["text"], 60, "header.text");
    else source(object(header[type]));
    need(kind !== "list" || type === "text", "a list with a header of text only");
    need(kind !== "location_request_message", "no header above a request for a location");
  }
  const unique = (values: unknown[], name: string): void =>
    need(new Set(values).size === values.length, `different ${name}`);
  if (kind === "button") {
    const replies = list(action["buttons"]).map(({ reply }) => object(reply));
    need(replies.length >= 1 && replies.length <= 3, "1 to 3 buttons");
    for (const { id, title } of replies) {
      within(title, 20, "button title");
      within(id, 256, "button id");
    }
    unique(
      replies.map(({ title }) => title),
      "button titles",
    );
    unique(
      replies.map(({ id }) => id),
      "button ids",
    );
  } else if (kind === "list") {
    within(action["button"], 20, "list button");
    const sections = list(action["sections"]);
    const rows = sections.flatMap((section) => list(section["rows"]));
    need(rows.length >= 1 && rows.length <= 10, "1 to 10 rows");
    need(sections.length <= 1 || sections.every(({ title }) => title !== undefined), "titles of several sections");
    for (const { id, title, description } of rows) {
      within(title, 24, "row title");
      within(id, 200, "row id");
      if (description !== undefined) within(description, 72, "row description");
    }
    unique(
      rows.map(({ id }) => id),
      "row ids",
    );
  } else if (kind === "cta_url") {
    const parameters = object(action["parameters"]);
    within(parameters["display_text"], 20, "display_text");
    need(/^https?:\/\/[!-~]+$/.test(String(parameters["url"])), "a url of the web");
  } else if (kind === "location_request_message") need(action["name"] === "send_location", "send_location");
  else need(kind === "flow", `a known kind of interactive message, not ${kind}`);
}
