import type { Link } from "./link.ts";

/** A button stays with its message. */
export type Button = { type: "postback"; label: string; link: Link } | { type: "url"; label: string; url: string };
