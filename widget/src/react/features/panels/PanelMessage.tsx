import { limits, type Panel, parsePanel } from "@causerie/protocol";
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import { Words } from "#react/message/Words.tsx";
import { useTexts } from "#react/features/texts.ts";
import type { NeededProps } from "#react/seams/feature.ts";
import { useDrafts } from "./drafts.ts";
import { type PanelActs, Part } from "./Part.tsx";
import { controlOf, findProblems, type Problems } from "./panel-problems.ts";
import { fieldsOf, labelOf, readValues, withValues } from "./panel-values.ts";
import { texts } from "./strings.ts";
import { useAnnouncedUpdates } from "./use-announced-updates.ts";
import { useBusy } from "./use-busy.ts";
import { useKeptFocus } from "./use-kept-focus.ts";

type PanelProps = NeededProps["Panel"];

/** A panel that the bot describes. What is tapped or changed in it is sent, and an update changes it in its place. */
export function PanelMessage({ message, entryKey }: PanelProps): ReactNode {
  const panel = useMemo(() => parsePanel(message.panel), [message]);
  if (panel === undefined) return <Words text={message.alt} />;
  return <PanelForm panel={panel} message={message} entryKey={entryKey} />;
}

type PanelFormProps = PanelProps & { panel: Panel };

function PanelForm({ panel, message, entryKey }: PanelFormProps): ReactNode {
  const chat = useChat();
  const { t } = useTexts(texts);
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [tooLong, setTooLong] = useState(false);
  const { busy, isBusy, begin } = useBusy(message);
  const fields = fieldsOf(panel.content);
  const drafts = useDrafts(entryKey);
  useKeptFocus(form, message);
  useAnnouncedUpdates(message, panel.loading === true);

  const send = (link: string, label: string): void => {
    setTooLong(link.length > limits.linkLength);
    if (link.length > limits.linkLength) return;
    begin();
    chat.sendPostback({ link, label: label.slice(0, limits.labelLength), messageId: entryKey });
  };

  const press: PanelActs["press"] = ({ button, submit = false }) => {
    if (isBusy() || button.type !== "postback" || form.current === null) return;
    if (!submit) return send(button.link, button.label);
    const found = findProblems(form.current, fields);
    setProblems(found);
    const [first] = Object.keys(found);
    if (first !== undefined) return controlOf(form.current, first)?.focus();
    send(withValues(button.link, fields, readValues(form.current, fields)), button.label);
  };

  /** Waits for the end of what is under way: of several changes, the last one counts. */
  const waiting = useRef<string>(undefined);
  const follow = (name: string): void => {
    const part = partOfField(panel.content, name);
    if (form.current === null || part?.link === undefined) return;
    if (isBusy()) {
      waiting.current = name;
      return;
    }
    const values = readValues(form.current, fields);
    send(withValues(part.link, fields, values), labelOf(part.field, values[name] ?? ""));
  };
  const followNow = useRef(follow);
  useEffect(() => {
    followNow.current = follow;
    const name = waiting.current;
    if (busy || name === undefined) return;
    waiting.current = undefined;
    follow(name);
  });
  useEffect(() => {
    // The browser's own event: in React `onChange` is called for every letter.
    const changed = ({ target }: Event): void => {
      if (target instanceof Element) followNow.current((target.getAttribute("name") ?? "").replace("field-", ""));
    };
    const element = form.current;
    element?.addEventListener("change", changed);
    return () => element?.removeEventListener("change", changed);
  }, []);

  const onInput = (event: FormEvent<HTMLFormElement>): void => {
    drafts.keep(fields, readValues(event.currentTarget, fields));
    // A problem disappears as soon as it is corrected. A new one appears only at the next try.
    const now = findProblems(event.currentTarget, fields);
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([name]) => now[name] !== undefined)));
    setTooLong(false);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // Enter in a field.
    const button = submitButtonOf(panel.content);
    if (button !== undefined) press(button);
  };

  const acts: PanelActs = {
    busy,
    press: (part) => press(part),
    valueOf: drafts.valueOf,
    problemOf: (name) => problems[name],
  };
  return (
    // `noValidate`: the browser's own bubbles cannot be styled, read out or translated.
    <form
      ref={form}
      className="causerie-view"
      part="view"
      noValidate
      data-hold=""
      data-state={panel.loading === true ? "loading" : busy ? "busy" : "ready"}
      aria-busy={panel.loading === true || busy}
      tabIndex={-1}
      onInput={onInput}
      onSubmit={onSubmit}
    >
      <Part part={panel.content} acts={acts} />
      {panel.loading === true && <p className="causerie-view-loading">{t("panelLoading")}</p>}
      <p className="causerie-field-error" role="alert">
        {tooLong ? t("panelTooLong") : ""}
      </p>
      {/* Without a button to submit, Enter in one of several fields would do nothing. */}
      <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
    </form>
  );
}

type Content = Panel["content"];

function partOfField(part: Content, name: string): Extract<Content, { type: "field" }> | undefined {
  if (part.type === "field") return part.field.name === name ? part : undefined;
  if (!("children" in part)) return undefined;
  for (const child of part.children) {
    const found = partOfField(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function submitButtonOf(part: Content): Extract<Content, { type: "button" }> | undefined {
  if (part.type === "button") return part.submit === true ? part : undefined;
  if (!("children" in part)) return undefined;
  for (const child of part.children) {
    const found = submitButtonOf(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
