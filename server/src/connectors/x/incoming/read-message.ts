import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** What somebody wrote: `message_data` of a direct message. Undefined: nothing. */
export function readMessage(data: JsonObject): EventContent | undefined {
  const media = asObject(asObject(data["attachment"])["media"]);
  const attachment = toAttachment(media);
  const text = toWords(data, asText(media["url"]));
  if (attachment === undefined) return text === "" ? undefined : { type: "text", text };
  return { type: "attachment", attachments: [attachment], ...(text === "" ? {} : { text }) };
}

/** X writes each address as a short one of its own, and adds that of the file. Three signs come as HTML has them. */
function toWords(data: JsonObject, ofFile: string | undefined): string {
  let words = asText(data["text"]) ?? "";
  for (const each of asList(asObject(data["entities"])["urls"])) {
    const { url, expanded_url: whole } = asObject(each);
    const [short, long] = [asText(url), asText(whole)];
    if (short === undefined || long === undefined) continue;
    words = words.replaceAll(short, () => (short === ofFile ? "" : long));
  }
  if (ofFile !== undefined) words = words.replaceAll(ofFile, "");
  return words.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
}

function toAttachment(media: JsonObject): InboundAttachment | undefined {
  const id = asText(media["id_str"]);
  const picture = asText(media["media_url_https"]);
  const kind = asText(media["type"]);
  if (kind === undefined) return undefined;
  const film = kind === "photo" ? undefined : bestFilm(media);
  const url = film ?? picture;
  return {
    kind: kind === "photo" ? "image" : "video",
    ...(url === undefined ? {} : { url }),
    ...(id === undefined ? {} : { id }),
    ...(film === undefined ? {} : { mediaType: "video/mp4" }),
  };
}

/** Of the same film X has several, and each is as long as the others: the sharpest is kept. */
function bestFilm(media: JsonObject): string | undefined {
  const films = asList(asObject(media["video_info"])["variants"])
    .map(asObject)
    .filter((each) => each["content_type"] === "video/mp4");
  const [best] = films.toSorted((a, b) => Number(b["bitrate"] ?? 0) - Number(a["bitrate"] ?? 0));
  return asText(best?.["url"]);
}
