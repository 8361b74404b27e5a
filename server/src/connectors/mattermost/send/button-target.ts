import type { PartButton } from "#channel/kit/parts/parts.ts";

/** What happens to a button that is tapped. `url`: where Mattermost posts it to. */
export type ButtonTarget = {
  readonly url: string;
  readonly contextOf: (button: Extract<PartButton, { tap: string }>) => Readonly<Record<string, string>>;
};
