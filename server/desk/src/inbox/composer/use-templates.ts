import type { InboxRow, Template } from "@causerie/protocol/desk";
import { type KeyboardEvent, useId, useState } from "react";
import { useLookups } from "#inbox/engine/lookups.ts";
import { fillTemplate, templatesFor } from "#inbox/state/fill-template.ts";
import { useLocale } from "#i18n/texts.ts";
import { personIn, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";

export type Picker = {
  isOpen: boolean;
  found: readonly Template[];
  active: number;
  listId: string;
  inputProps: object;
  fill(template: Template): string;
  /** @returns whether the key was meant for the list. */
  press(event: KeyboardEvent, write: (text: string) => void): boolean;
};

/** Templates that a text like `/hel` searches for. */
export function useTemplates(row: InboxRow, text: string): Picker {
  const listId = useId();
  const language = useLocale();
  const { templates } = useLookups();
  const person = useStore(session, personIn);
  const [closedFor, setClosedFor] = useState<string>();
  const [choice, setChoice] = useState({ text, index: 0 });
  const search = /^\/([^\n]*)$/.exec(text)?.[1];
  const found = search === undefined ? [] : templatesFor(templates, row, search);
  const isOpen = search !== undefined && closedFor !== text;
  const active = choice.text === text ? Math.min(choice.index, Math.max(0, found.length - 1)) : 0;

  const fill = (template: Template): string =>
    fillTemplate(template, {
      "visitor.name": row.visitorName,
      "operator.name": person?.publicName ?? person?.name,
      "channel.name": row.channelName,
      date: new Intl.DateTimeFormat(row.language ?? language, { dateStyle: "long" }).format(Date.now()),
    }).text;

  const press = (event: KeyboardEvent, write: (text: string) => void): boolean => {
    if (!isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const template = found[active];
    if (step !== undefined && found.length > 0)
      setChoice({ text, index: (active + step + found.length) % found.length });
    else if (event.key === "Escape") setClosedFor(text);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && template !== undefined)
      write(fill(template));
    else return false;
    event.preventDefault();
    return true;
  };

  const inputProps = isOpen
    ? {
        "aria-autocomplete": "list",
        "aria-controls": listId,
        "aria-activedescendant": found.length > 0 ? `${listId}-${active}` : undefined,
      }
    : {};
  return { isOpen, found, active, listId, inputProps, fill, press };
}
