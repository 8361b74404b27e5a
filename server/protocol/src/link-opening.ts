import type { LinkWindow } from "./message.ts";

/** How large a window of its own may be, in CSS pixels. Browsers make it no smaller, and fit it to the screen. */
export const windowLimits = { least: 100, most: 4000 } as const;

/** Where a link opens: in a new tab, in the page's place, or in that of a page around it. Other windows cannot be named. */
export type LinkTarget = (typeof linkTargets)[number];
export const linkTargets = ["_blank", "_self", "_parent", "_top"] as const;

/** Pixels of a side that is not given. */
const usualSide = 600;

export function isLinkWindow({ width, height }: LinkWindow): boolean {
  return [width, height].every(
    (side) => Number.isInteger(side) && side >= windowLimits.least && side <= windowLimits.most,
  );
}

/**
 * Reads the features of `window.open`, e.g. `width=400,height=500`, as clients made for Tock have them. All but the size is passed over.
 * @returns undefined where they give no size
 */
export function parseWindowFeatures(features: string): LinkWindow | undefined {
  const sideOf = (name: string): number | undefined => {
    const [, digits] = new RegExp(`(?:^|[,\\s])${name}\\s*=\\s*(\\d{1,6})`, "i").exec(features) ?? [];
    return digits === undefined ? undefined : Math.min(Math.max(Number(digits), windowLimits.least), windowLimits.most);
  };
  const [width, height] = [sideOf("width") ?? sideOf("innerWidth"), sideOf("height") ?? sideOf("innerHeight")];
  return width === undefined && height === undefined
    ? undefined
    : { width: width ?? usualSide, height: height ?? usualSide };
}

/** The size as features of `window.open`. */
export function formatWindowFeatures({ width, height }: LinkWindow): string {
  return `width=${width},height=${height}`;
}

/** A target as HTML has it; undefined for a new tab, which is what a name of a window means, too: it would be a stranger's. */
export function parseLinkTarget(target = ""): Exclude<LinkTarget, "_blank"> | undefined {
  const [, ...others] = linkTargets;
  return others.find((known) => known === target.trim().toLowerCase());
}
