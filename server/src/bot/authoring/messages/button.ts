import { isLinkWindow, linkTargets, windowLimits } from "@causerie/protocol";
import { assertKnown } from "#bot/authoring/known-options.ts";
import type { LinkTarget, LinkWindow } from "#channel/message/button.ts";
import type { Link } from "#channel/message/link.ts";
import type { Button } from "#channel/message/message.ts";

/**
 * A button goes to a story (`to`, made by `story.link()` or `story.step()`) or to a web page (`url`, absolute). A `url` may also
 * begin a mail or a call: `mailto:help@example.com`, `tel:+49301234567`.
 *
 * `imageUrl`: a small picture before the label (https). A page opens in a new tab; on the web `target` may put it in the place of the
 * page around the chat, and `window` gives it a window of this size, in CSS pixels. Other channels show the label, and open it as they do.
 */
export type ButtonSpec = { label: string; imageUrl?: string } & (
  | { to: Link }
  | { url: string; target?: LinkTarget; window?: LinkWindow }
);

const storyParts = { label: true, imageUrl: true, to: true } as const;
const pageParts = { label: true, imageUrl: true, url: true, target: true, window: true } as const;

/** @throws TypeError which names the button and what of it is wrong */
export function toButtons(specs: readonly ButtonSpec[] = []): Button[] {
  return specs.map((spec) => {
    const { label, imageUrl } = spec;
    const shown = { label, ...(imageUrl === undefined ? {} : { imageUrl }) };
    if ("to" in spec) {
      assertKnown(`the button "${label}"`, spec, storyParts);
      return { type: "postback", ...shown, link: spec.to };
    }
    assertKnown(`the button "${label}"`, spec, pageParts);
    return { type: "url", ...shown, url: spec.url, ...toOpening(label, spec) };
  });
}

/** A new tab is what it is without any. */
function toOpening(
  label: string,
  { target, window }: { target?: LinkTarget; window?: LinkWindow },
): { target?: LinkTarget; window?: LinkWindow } {
  const problem = findProblem(target, window);
  if (problem !== undefined) throw new TypeError(`the button "${label}": ${problem}`);
  if (window !== undefined) return { window: { width: window.width, height: window.height } };
  return target === undefined || target === "_blank" ? {} : { target };
}

function findProblem(target: LinkTarget | undefined, window: LinkWindow | undefined): string | undefined {
  const { least, most } = windowLimits;
  if (target !== undefined && !linkTargets.includes(target))
    return `target must be ${linkTargets.join(", ")}: no other window can be named`;
  if (window === undefined) return undefined;
  if (target !== undefined) return "it has a window of its own, so it can have no target";
  return isLinkWindow(window)
    ? undefined
    : `the width and height of its window must be whole numbers from ${least} to ${most}`;
}
