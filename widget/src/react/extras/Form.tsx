import { type FormEvent, type ReactNode, useId, useState } from "react";
import { limits } from "@causerie/protocol";
import { focusPanel } from "#react/parts/focus-panel.ts";
import { useChat, useChatState } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";
import { useExtraText } from "./extra-text.ts";
import { Field } from "./Field.tsx";
import { findAnswer, type FormMessage, type FormValues, fromLink, toLabel, toLink } from "./form-answer.ts";
import { findProblem, type Problem } from "./form-problem.ts";
import { SentForm } from "./SentForm.tsx";
import type { Chat } from "#chat/chat.ts";

export type FormProps = { message: FormMessage; entryKey: string };

/** Questions that are answered at once. Once they are, it shows what was sent. */
export function Form({ message, entryKey }: FormProps): ReactNode {
  const answer = useChatState(({ entries }) => findAnswer(entries, entryKey));
  return answer?.content.type === "postback" ? (
    <SentForm message={message} values={fromLink(message, answer.content.link)} />
  ) : (
    <OpenForm message={message} entryKey={entryKey} />
  );
}

function OpenForm({ message, entryKey }: FormProps): ReactNode {
  const { locale } = useText();
  const t = useExtraText();
  const chat = useChat();
  const id = useId();
  const drafts = draftsOf(chat);
  const draft = drafts.get(entryKey);
  const [problems, setProblems] = useState<readonly (Problem | undefined)[]>([]);
  const [tooLong, setTooLong] = useState(false);
  const { fields, submit } = message;

  const judge = (form: HTMLFormElement): (Problem | undefined)[] =>
    fields.map((field, index) => {
      const { value, validity } = readField(form, index);
      return validity === undefined ? undefined : findProblem(field, value, validity);
    });
  const onInput = (event: FormEvent<HTMLFormElement>): void => {
    const form = event.currentTarget;
    drafts.set(
      entryKey,
      fields.map((_, index) => readField(form, index).value),
    );
    if (tooLong) setTooLong(false);
    if (!problems.some(Boolean)) return;
    // What has been put right is praised at once; new complaints wait for the next try.
    const now = judge(form);
    setProblems(problems.map((problem, index) => problem && now[index]));
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const found = judge(form);
    setProblems(found);
    const first = found.findIndex(Boolean);
    if (first !== -1) {
      form.querySelector<HTMLElement>(`[name="${fieldName(first)}"]`)?.focus();
      return;
    }
    const values = fields.map((_, index) => readField(form, index).value);
    const link = toLink(message, values);
    if (link.length > limits.linkLength) {
      setTooLong(true);
      return;
    }
    focusPanel(form); // Its fields are about to go.
    chat.sendPostback({ label: toLabel(message, values, t, locale), link });
  };
  return (
    // The browser's own bubbles cannot be styled, read out or put into the chat's language.
    <form className="causerie-form" part="form" noValidate data-hold="" onInput={onInput} onSubmit={onSubmit}>
      {fields.map((field, index) => (
        <Field
          key={index}
          field={field}
          name={fieldName(index)}
          id={`${id}${index}`}
          value={draft?.[index] ?? field.value ?? ""}
          problem={problems[index]}
        />
      ))}
      {fields.some(({ required }) => required) && (
        <p className="causerie-field-hint" aria-hidden="true">
          {t("requiredMark")}
        </p>
      )}
      <div className="causerie-form-end">
        <p className="causerie-field-error" role="alert">
          {tooLong ? t("formTooLong") : ""}
        </p>
        <button type="submit" className="causerie-submit" part="submit">
          {submit.label}
        </button>
      </div>
    </form>
  );
}

const drafts = new WeakMap<Chat, Map<string, FormValues>>();

/** What was begun in a form, kept while the thread draws other messages in its place. Not stored: it may be private. */
function draftsOf(chat: Chat): Map<string, FormValues> {
  const known = drafts.get(chat);
  if (known !== undefined) return known;
  const made = new Map<string, FormValues>();
  drafts.set(chat, made);
  return made;
}

/** Not the bot's own name for it: a field named `submit` or `parentNode` would hide that property of the form. */
function fieldName(index: number): string {
  return `field-${index}`;
}

/** What stands in a field of a form, without the spaces around it, and what the browser thinks of it. */
function readField(form: HTMLFormElement, index: number): { value: string; validity: ValidityState | undefined } {
  const value = new FormData(form).get(fieldName(index));
  const control = form.querySelector<HTMLInputElement>(`[name="${fieldName(index)}"]`);
  return { value: typeof value === "string" ? value.trim() : "", validity: control?.validity };
}
