import type { LinkMark } from "@causerie/protocol";
import type { Metric } from "#channel/host/metric.ts";
import type { LogEvent } from "#channel/log.ts";
import { renderMessage } from "#connectors/web/render/render.ts";
import { FairSlots } from "./fair-slots.ts";
import { findLinks } from "./find-links.ts";
import { Kept } from "./kept.ts";
import { createLinkRule, type LinkRule } from "./link-rule.ts";
import type { LinkPreviewOptions } from "./options.ts";
import type { PageFacts } from "./page/read-page.ts";
import { fetchPage } from "./site/fetch-page.ts";
import { fetchPicture, type Picture } from "./site/fetch-picture.ts";
import { internet, type Network } from "./site/network.ts";
import { type Reason, Refusal } from "./site/refusal.ts";
import type { Visitor } from "./site/visit.ts";

/** `host`: where the redirects ended. `picture`: the address of one that was found to be good. */
export type LinkPreview = Omit<PageFacts, "image"> & { host: string; picture?: string };

export type LinkPreviewParts = {
  options: LinkPreviewOptions;
  /** Milliseconds that only grow. */
  steady: () => number;
  network?: Network | undefined;
};

/** Milliseconds: for the head of a page, and for a picture. */
const visitMs = 5_000;
/** Milliseconds that somebody may have to wait before that. */
const waitMs = 5_000;
const minute = 60_000;
/** How long something is known: a page changes, and a site that was away comes back. */
const keptMs = { preview: 6 * 60 * minute, refusal: 10 * minute, picture: 60 * minute };
const mostPreviews = 2_000;
const mostPictureBytes = 32_000_000;
const slots = { all: 8, site: 2, waiting: 200 };

type Result = LinkPreview | Reason;

/** Visits the pages that messages link to. All conversations of this process share what it knows. */
export class LinkPreviews {
  readonly #rule: LinkRule;
  readonly #visitor: Visitor;
  readonly #slots = new FairSlots(slots);
  readonly #results: Kept<Result>;
  readonly #pictures: Kept<Picture | undefined>;
  /** Who asks for the same waits for the same. */
  readonly #running = new Map<string, Promise<Result>>();
  readonly #fetching = new Map<string, Promise<Picture | undefined>>();
  readonly #counts = new Map<string, number>();
  readonly #stopping = new AbortController();

  constructor({ options, network = internet, steady }: LinkPreviewParts) {
    this.#rule = createLinkRule(options);
    this.#visitor = { rule: this.#rule, isAnyHost: options.hosts === "any", network };
    this.#results = new Kept({ most: mostPreviews, now: steady });
    this.#pictures = new Kept({ most: mostPictureBytes, now: steady });
  }

  /** What a message is marked with that will have a preview: the first link in its text that may be visited. Nothing is visited for it. */
  markOf(event: LogEvent): LinkMark | undefined {
    const url = this.linkOf(event);
    return url === undefined ? undefined : { id: String(event.seq), url: url.href };
  }

  /** Only of what the bot and the team have said: a visitor does not choose what this server visits. */
  linkOf(event: LogEvent): URL | undefined {
    if (event.type !== "message" && event.type !== "message.final" && event.type !== "message.update") return undefined;
    const { message, author } = event;
    if (author.role === "system" || message.type !== "text" || findLinks(message.text).length === 0) return undefined;
    // An author may have written another message for the web.
    const { message: shown } = renderMessage(message);
    if (shown.type !== "text" || shown.document !== undefined) return undefined;
    return findLinks(shown.text).find((url) => this.#rule(url) !== undefined);
  }

  /** @returns undefined: there is none. Why not, the figures say. */
  async find(link: URL): Promise<LinkPreview | undefined> {
    const key = withoutHash(link);
    const known = this.#results.get(key) ?? (await this.#once(key, link));
    return typeof known === "string" ? undefined : known;
  }

  async #once(key: string, link: URL): Promise<Result> {
    let running = this.#running.get(key);
    if (running === undefined) {
      running = this.#make(link).finally(() => this.#running.delete(key));
      this.#running.set(key, running);
    }
    return await running;
  }

  async #make(link: URL): Promise<Result> {
    const result = await this.#look(link);
    this.#count(typeof result === "string" ? result : "made");
    // That many wait says nothing of the page.
    if (result !== "busy")
      this.#results.set(withoutHash(link), result, typeof result === "string" ? keptMs.refusal : keptMs.preview);
    return result;
  }

  async #look(link: URL): Promise<Result> {
    try {
      const { url, facts } = await this.#visit(link, async (signal) => await fetchPage(link, this.#visitor, signal));
      const { image, ...words } = facts;
      const picture = image === undefined || !URL.canParse(image, url.href) ? undefined : new URL(image, url.href);
      // A public page does not choose what is read of the operator's own sites.
      const isAllowed = picture !== undefined && (this.#rule(url) === "own" || this.#rule(picture) === "public");
      const isShown = isAllowed && (await this.picture(picture)) !== undefined;
      return { ...words, host: url.host, ...(isShown && { picture: picture.href }) };
    } catch (error) {
      if (error instanceof Refusal) return error.reason;
      throw error;
    }
  }

  /** @returns undefined: there is none that may be shown. */
  async picture(address: URL): Promise<Picture | undefined> {
    const key = withoutHash(address);
    const known = this.#pictures.get(key);
    if (known !== undefined) return known;
    let fetching = this.#fetching.get(key);
    if (fetching === undefined) {
      fetching = this.#fetchPicture(address).finally(() => this.#fetching.delete(key));
      this.#fetching.set(key, fetching);
    }
    return await fetching;
  }

  async #fetchPicture(address: URL): Promise<Picture | undefined> {
    try {
      const picture = await this.#visit(address, async (signal) => await fetchPicture(address, this.#visitor, signal));
      this.#pictures.set(withoutHash(address), picture, keptMs.picture, picture.bytes.byteLength);
      this.#count("picture");
      return picture;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#count(`picture_${error.reason}`);
      return undefined;
    }
  }

  async #visit<Found>(url: URL, work: (signal: AbortSignal) => Promise<Found>): Promise<Found> {
    const { signal } = this.#stopping;
    const waiting = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
    return await this.#slots.run(url.hostname, waiting, async () =>
      work(AbortSignal.any([signal, AbortSignal.timeout(visitMs)])),
    );
  }

  #count(outcome: string): void {
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
  }

  metrics(): Metric[] {
    return [
      {
        name: "web_link_previews_total",
        help: "Pages and pictures that messages link to, by what became of them",
        kind: "counter",
        values: [...this.#counts].map(([outcome, value]) => ({ labels: { outcome }, value })),
      },
    ];
  }

  /** Ends all visits that are under way. */
  [Symbol.dispose](): void {
    this.#stopping.abort();
  }
}

function withoutHash(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length);
}
