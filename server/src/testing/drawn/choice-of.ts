import type { TrialChoice } from "@causerie/protocol/desk";
import { targetOf } from "#testing/choice-target.ts";

/** What tapping it does, for a page that draws it. */
export function choiceOf(choice: { label: string; link?: string; say?: string; url?: string }): TrialChoice {
  const { label } = choice;
  const target = targetOf(choice);
  switch (target.type) {
    case "link":
      return { label, does: "tap", value: target.link };
    case "say":
      return { label, does: "say", value: target.text };
    case "url":
      return { label, does: "page", value: target.url };
  }
}
