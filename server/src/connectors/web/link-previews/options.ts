import type { OptionSchema } from "#channel/options-schema.ts";

/** Shows what the pages are that the bot and the team link to. Without it no page is visited. */
export type LinkPreviewOptions = {
  /**
   * The hosts whose pages are previewed: `www.example.com`, or `*.example.com` for all names below it. Redirects lead to these, too,
   * or to no preview. `any`: every host of the internet.
   */
  hosts: readonly string[] | "any";
  /** Links that begin with `http://` are previewed, too. Default false. */
  http?: boolean;
  /**
   * Sites that you run yourself, by their origins. They may be in your own network and have any port, so the server visits whatever page of
   * them a message links to: name none that shows more to this server than to your visitors.
   */
  ownSites?: readonly string[];
};

const hostPattern = String.raw`(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*`;

const fields = {
  hosts: {
    title: "Hosts",
    description: 'whose pages are previewed, e.g. ["www.example.com", "*.example.org"], or "any"',
    type: ["array", "string"],
    pattern: "any",
    items: {
      title: "Host",
      type: "string",
      pattern: hostPattern,
      mustBe: 'a host in small letters, e.g. "www.example.com" or "*.example.org"',
    },
    mustBe: 'a list of hosts, e.g. ["www.example.com", "*.example.org"], or "any"',
  },
  http: {
    title: "Without TLS",
    description: "links that begin with http:// are previewed, too",
    type: "boolean",
    mustBe: "true or false",
    default: false,
  },
  ownSites: {
    title: "Own sites",
    description: "sites that you run yourself, by their origins; they may be in your own network",
    type: "array",
    items: {
      title: "Site",
      type: "string",
      pattern: String.raw`https?://[^\s/?#@]+`,
      mustBe: 'an origin, e.g. "https://intranet.example.com"',
    },
    mustBe: 'a list of origins, e.g. ["https://intranet.example.com"]',
  },
} satisfies Record<keyof LinkPreviewOptions, OptionSchema>;

/** {@link LinkPreviewOptions} as data. */
export const linkPreviewsOption: OptionSchema = {
  title: "Link previews",
  description: "the server visits the pages that the bot and the team link to, and shows what they are",
  type: "object",
  properties: fields,
  required: ["hosts"],
  mustBe: 'an object, e.g. { hosts: ["www.example.com"] }',
};

/** What the schema cannot say. Options of another form have been refused by it. */
export function findLinkPreviewProblems(options: unknown): string[] {
  const { ownSites } = (options ?? {}) as Partial<LinkPreviewOptions>;
  const sites: readonly unknown[] = Array.isArray(ownSites) ? ownSites : [];
  return sites.flatMap((site) =>
    typeof site !== "string" ||
    !/^https?:\/\/[^\s/?#@]+$/.test(site) ||
    (URL.canParse(site) && new URL(site).origin === site)
      ? []
      : [`linkPreviews.ownSites "${site}" is no origin: write it as browsers do, e.g. "https://intranet.example.com".`],
  );
}
