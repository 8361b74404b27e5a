import { limits, type UploadRules } from "@causerie/protocol";
import { mediaTypes } from "#channel/media-types.ts";
import type { OptionSchema } from "#channel/options-schema.ts";

/** Lets visitors send files. `{}` takes the defaults; without it no file is taken. */
export type FileOptions = {
  /** Media types. Default pictures (PNG, JPEG, GIF, WebP) and PDF. */
  accept?: readonly string[];
  /** Bytes of one file. Default 10 MB. */
  maxBytes?: number;
  /** Files in one message. Default 5. */
  maxFiles?: number;
  /** What one visitor may begin to send in an hour. Default 30 files, 100 MB. */
  perVisitor?: Partial<Quota>;
  /** The same of all visitors from one address (one /64 of IPv6). Default 300 files, 1 GB. */
  perAddress?: Partial<Quota>;
  /** Seconds that a file is kept which is not sent, since its last piece. Default a day. */
  unsentTtl?: number;
};

/** In an hour. */
export type Quota = { files: number; bytes: number };

export type FileSettings = Required<Omit<FileOptions, "perVisitor" | "perAddress">> & {
  perVisitor: Quota;
  perAddress: Quota;
};

const megabyte = 1_000_000;
const day = 86_400;
/** What the shared counters of a quota hold: kilobytes up to here. */
const mostBytes = 1_000_000 * megabyte;

const number = (title: string, description: string, maximum: number, mustBe: string): OptionSchema => ({
  title,
  description,
  type: "integer",
  minimum: 1,
  maximum,
  mustBe,
});

const bytes = (description: string): OptionSchema =>
  number("Bytes", description, mostBytes, "a whole number of bytes from 1, at most 1 TB");

const quota = (title: string, whose: string, defaults: Quota): OptionSchema => ({
  title,
  description: `what ${whose} may begin to send in an hour`,
  type: "object",
  properties: {
    files: { ...number("Files", "in an hour", 1_000_000, "a whole number from 1"), default: defaults.files },
    bytes: { ...bytes("in an hour"), default: defaults.bytes },
  },
  mustBe: "an object such as { files: 30, bytes: 100_000_000 }",
});

const defaults: FileSettings = {
  accept: ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"],
  maxBytes: 10 * megabyte,
  maxFiles: 5,
  perVisitor: { files: 30, bytes: 100 * megabyte },
  perAddress: { files: 300, bytes: 1_000 * megabyte },
  unsentTtl: day,
};

export const fileOptionsSchema: OptionSchema = {
  title: "Files",
  description: "lets visitors send files; without it none is taken",
  type: "object",
  properties: {
    accept: {
      title: "Types",
      description: "media types that are taken",
      type: "array",
      items: {
        title: "Type",
        type: "string",
        enum: Object.keys(mediaTypes),
        mustBe: `one of ${Object.keys(mediaTypes).join(", ")}`,
      },
      mustBe: 'a list of media types, e.g. ["image/png", "application/pdf"]',
      default: defaults.accept,
    },
    maxBytes: { ...bytes("of one file"), title: "Size", default: defaults.maxBytes },
    maxFiles: {
      ...number(
        "Files",
        "in one message",
        limits.filesPerMessage,
        `a whole number from 1 to ${limits.filesPerMessage}`,
      ),
      default: defaults.maxFiles,
    },
    perVisitor: quota("Per visitor", "one visitor", defaults.perVisitor),
    perAddress: quota("Per address", "all visitors from one address", defaults.perAddress),
    unsentTtl: {
      ...number(
        "Unsent",
        "seconds that a file is kept which is not sent",
        30 * day,
        "a whole number of seconds, at most 30 days",
      ),
      default: defaults.unsentTtl,
    },
  } satisfies Record<keyof FileOptions, OptionSchema>,
  mustBe: "an object, e.g. {} for the defaults or { maxBytes: 5_000_000 }",
};

/** Whatever the options are: the schema has looked at them before they are used. */
export function withFileDefaults(options: FileOptions): FileSettings {
  const given = Object.fromEntries(Object.entries({ ...options }).filter(([, value]) => value !== undefined));
  const { perVisitor, perAddress } = options;
  return {
    ...defaults,
    ...given,
    perVisitor: { ...defaults.perVisitor, ...perVisitor },
    perAddress: { ...defaults.perAddress, ...perAddress },
  };
}

/** What a page may know of it. */
export function toRules({ accept, maxBytes, maxFiles }: FileSettings): UploadRules {
  return { accept: [...accept], maxBytes, maxFiles };
}
