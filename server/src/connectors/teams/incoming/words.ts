import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** Whether the bot is called by its name. */
export function mentionsBot(activity: JsonObject): boolean {
  const bot = asText(asObject(activity["recipient"])["id"]);
  return bot !== undefined && mentionsIn(activity).some(({ id }) => id === bot);
}

/** What somebody has written, without the name of the bot, and with those of others as words. */
export function wordsOfMessage(activity: JsonObject): string {
  const bot = asText(asObject(activity["recipient"])["id"]);
  let text = asText(activity["text"]) ?? "";
  for (const { id, written } of mentionsIn(activity)) {
    const name = written.replaceAll(/<\/?at>/g, "");
    text = text.split(written).join(id === bot ? "" : `@${name}`);
  }
  return (
    text
      // Teams writes a blank after a name like this, also in plain text.
      .replaceAll("&nbsp;", " ")
      .replaceAll(/<at(?: [^<>]{0,200})?>([^<>]{0,200})<\/at>/g, "@$1")
      .replaceAll("\r\n", "\n")
      .replaceAll(/[^\S\n]{2,}/g, " ")
      .trim()
  );
}

function mentionsIn(activity: JsonObject): { id: string | undefined; written: string }[] {
  return asList(activity["entities"])
    .map(asObject)
    .filter((entity) => entity["type"] === "mention")
    .flatMap((entity) => {
      const written = asText(entity["text"]);
      return written === undefined ? [] : [{ id: asText(asObject(entity["mentioned"])["id"]), written }];
    });
}
