import { type FormEvent, type ReactNode, useId, useState } from "react";
import { limits } from "@causerie/protocol";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { useChat, useChatState } from "#react/hooks/use-chat.ts";
import { useAllInHand } from "#react/hooks/use-in-hand.ts";
import { useText } from "#react/text.ts";
import { useExtraText } from "#react/extras/extra-text.ts";
import type { FormProps } from "#react/extras/extra-parts.ts";
import { Field } from "./Field.tsx";
import { findAnswer, type FormValues, fromLink, toLabel, toLink } from "./form-answer.ts";
import { findProblem, type Problem } from "./form-problem.ts";
import { SentForm } from "./SentForm.tsx";

/** Questions that are answered together. After sending, it shows the answers. */
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
  const drafts = useAllInHand<FormValues>("forms");
  const draft = drafts.get(entryKey);
  const [problems, setProblems] = useState<readonly (Problem | undefined)[]>([]);
  const [tooLong, setTooLong] = useState(false);
  const { fields, submit } = message;

  const judge = (form: HTMLFormElement): (Problem | undefined)[] =>
    fields.map((field, index) => {
      const { value, validity } = readField(form, index);
      return validity === undefined ? undefined : findProblem(field, value, validity, locale);
    });
  const onInput = (event: FormEvent<HTMLFormElement>): void => {
    const form = event.currentTarget;
    drafts.set(
      entryKey,
      fields.map((_, index) => readField(form, index).value),
    );
    if (tooLong) setTooLong(false);
    if (!problems.some(Boolean)) return;
    // A problem disappears as soon as it is corrected. A new problem appears only at the next try.
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
    focusPanel(form); // Its fields are about to disappear.
    chat.sendPostback({ label: toLabel(message, values, t, locale), link });
  };
  return (
    // `noValidate`: the browser's own bubbles cannot be styled, read out or translated.
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

/** Not the name that the bot gave: a field named `submit` or `parentNode` would hide that property of the form. */
function fieldName(index: number): string {
  return `field-${index}`;
}

/** The value of a field, without the spaces around it, and how the browser validates it. */
function readField(form: HTMLFormElement, index: number): { value: string; validity: ValidityState | undefined } {
  const value = new FormData(form).get(fieldName(index));
  const control = form.querySelector<HTMLInputElement>(`[name="${fieldName(index)}"]`);
  return { value: typeof value === "string" ? value.trim() : "", validity: control?.validity };
}
