import { type DumpValue } from "./dump-value.ts";
import { type LabelValue, readLabelValue } from "./label-value.ts";

/** A picture, film, sound or file of a card. */
export type TockFile = {
  readonly type: "image" | "audio" | "video" | "file";
  /** Its file name in the export, without folders. */
  readonly name: string;
  readonly url: string | undefined;
  /** Its content (Base64), where the dump has it. */
  readonly data: string | undefined;
  readonly at: string;
};

/** A button: with `url` it opens a page, else it says its title. */
export type TockAction = { readonly title: LabelValue; readonly url: string | undefined };

/** A card. `fillsCarousel`: it joins the card before it. */
export type TockCard = {
  readonly title: LabelValue | undefined;
  readonly subTitle: LabelValue | undefined;
  readonly file: TockFile | undefined;
  readonly actions: readonly TockAction[];
  readonly fillsCarousel: boolean;
};

/** What an answer shows besides its text. */
export type TockMedia =
  | { readonly type: "card"; readonly card: TockCard }
  | { readonly type: "carousel"; readonly cards: readonly TockCard[] }
  | { readonly type: "action"; readonly action: TockAction };

export function readMedia(media: DumpValue, category: string): TockMedia | undefined {
  if (media.isAbsent || !media.isObject("a card, a carousel or an action")) return undefined;
  const type = media.field("type").text();
  if (type === "card") {
    const card = readCard(media, category);
    return card === undefined ? undefined : { type, card };
  }
  if (type === "action") {
    const action = readAction(media, category);
    return action === undefined ? undefined : { type, action };
  }
  if (type === "carousel") {
    media.refuseUnknown(["type", "cards"]);
    const cards = media
      .field("cards")
      .list("a list of cards")
      .flatMap((card) => readCard(card, category) ?? []);
    return cards.length === 0 ? undefined : { type, cards };
  }
  media.lose(`a medium of the kind "${type ?? "?"}", which this import does not know`);
  return undefined;
}

function readCard(card: DumpValue, category: string): TockCard | undefined {
  if (!card.isObject("a card")) return undefined;
  card.refuseUnknown(["type", "title", "subTitle", "file", "actions", "fillCarousel"]);
  const read = {
    title: readLabelValue(card.field("title"), category),
    subTitle: readLabelValue(card.field("subTitle"), category),
    file: readFile(card.field("file")),
    actions: card
      .field("actions")
      .list("a list of actions")
      .flatMap((action) => readAction(action, category) ?? []),
    fillsCarousel: card.field("fillCarousel").flag(false),
  };
  if (read.title !== undefined || read.subTitle !== undefined || read.file !== undefined) return read;
  card.lose("a card without title, subtitle and file");
  return undefined;
}

function readAction(action: DumpValue, category: string): TockAction | undefined {
  if (!action.isObject("an action")) return undefined;
  action.refuseUnknown(["type", "title", "url"]);
  const title = readLabelValue(action.field("title"), category);
  if (title === undefined) {
    action.lose("a button without a title");
    return undefined;
  }
  const url = action.field("url");
  const address = url.text();
  if (address === undefined || /^(?:https?|mailto|tel):/i.test(address)) return { title, url: address };
  url.lose("the address of a button, because it is not absolute (https://…); now the button says its title");
  return { title, url: undefined };
}

const types = ["image", "audio", "video", "file"] as const;

function readFile(file: DumpValue): TockFile | undefined {
  if (file.isAbsent || !file.isObject("a file")) return undefined;
  file.refuseUnknown(["suffix", "name", "data", "id", "type", "externalUrl", "description"]);
  if (!file.field("description").isAbsent)
    file.field("description").change("the description of a file: people get its name in place of it");
  const id = file.field("id").text() ?? "";
  const suffix = file.field("suffix").text() ?? "";
  const named = file.field("type").text();
  const type = types.find((each) => each === named) ?? "file";
  const title = file.field("name").text() ?? suffix;
  const address = file.field("externalUrl");
  const url = address.text();
  if (url !== undefined && !/^https?:/i.test(url)) {
    address.lose("the address of a file, because it is not absolute (https://…)");
    return undefined;
  }
  const data = file.field("data").text();
  if (url === undefined && data === undefined) {
    file.lose("a file whose content is not in the dump and that has no address");
    return undefined;
  }
  return { type, name: fileName(title, id, suffix), url, data, at: file.at };
}

/** A dump is from elsewhere, so its names must lead out of no folder. */
function fileName(title: string, id: string, suffix: string): string {
  const plain = (text: string): string =>
    text
      .replaceAll(/[^\p{L}\p{N}_-]+/gu, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 60);
  const stem = plain(title.replace(new RegExp(`\\.${suffix.replaceAll(/\W/g, "")}$`, "i"), ""));
  const unique = plain(id).slice(0, 24);
  const name = [stem, unique].filter((part) => part !== "").join("-");
  const ending = plain(suffix).slice(0, 10);
  return `${name === "" ? "file" : name}${ending === "" ? "" : `.${ending}`}`;
}
