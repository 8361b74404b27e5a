import type { Label, LabelVariant } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { SelectField, TextField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { stories } from "#wire/stories.ts";

type Props = {
  label: Label;
  /** What a text may be written for, beside all channels. */
  variants: readonly string[];
  locale: string;
  onClose: () => void;
  onSaved: () => Promise<void>;
};

/** Writes a text in one language, for all channels or for one, in place of what its file says. */
export function TextDialog({ label, variants, locale, onClose, onSaved }: Props): ReactNode {
  const t = useTexts();
  const own = useLanguage();
  const { isRunning, error, run } = useAction();
  const [at, setAt] = useState({ locale, variant: "default" });
  const [texts, setTexts] = useState(() => textsAt(label, { locale, variant: "default" }));
  const shown = variantAt(label, at);
  const look = (next: typeof at): void => {
    setAt(next);
    setTexts(textsAt(label, next));
  };
  const set = (index: number, text: string): void =>
    setTexts(texts.map((each, other) => (other === index ? text : each)));
  const finish = async (act: () => Promise<unknown>): Promise<void> => {
    const isDone = await run(async () => {
      await act();
    });
    if (!isDone) return;
    say(t("saved"));
    onClose();
    await onSaved();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const written = texts.map((text) => text.trim()).filter((text) => text !== "");
    const text = { key: label.key, ...at, texts: written };
    await finish(() => stories.putText({ text, version: shown?.revised?.version ?? 0 }));
  };
  const names = [
    ...new Set(["default", ...variants, ...label.said.flatMap((each) => each.variants.map(({ name }) => name))]),
  ];
  const source = label.said[0];
  const reference = at.locale === source?.locale ? undefined : source?.variants.find(({ name }) => name === "default");
  const revised = shown?.revised;
  return (
    <Modal title={t("textTitle", { key: label.key })} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="field-row">
          <SelectField
            label={t("language")}
            value={at.locale}
            onChange={(event) => look({ ...at, locale: event.target.value })}
          >
            {label.locales.map((each) => (
              <option key={each} value={each}>
                {languageName(each, own)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("textVariant")}
            value={at.variant}
            onChange={(event) => look({ ...at, variant: event.target.value })}
          >
            {names.map((name) => (
              <option key={name} value={name}>
                {name === "default" ? t("allChannels") : name}
              </option>
            ))}
          </SelectField>
        </div>
        {reference !== undefined && (
          <p className="hint">
            {languageName(source?.locale ?? "", own)}: <span lang={source?.locale}>{reference.texts.join(" · ")}</span>
          </p>
        )}
        {texts.map((text, index) => (
          <TextField
            // oxlint-disable-next-line react/no-array-index-key -- wordings have no names, and are added and emptied at their end
            key={index}
            label={texts.length === 1 ? t("textWords") : t("textWording", { number: index + 1 })}
            lang={at.locale}
            dir="auto"
            required={index === 0}
            maxLength={4_000}
            value={text}
            hint={index === 0 && label.arguments.length > 0 ? t("textArguments", { names: braced(label) }) : undefined}
            onChange={(event) => set(index, event.target.value)}
          />
        ))}
        {texts.length < 20 && (
          <button type="button" className="button small" onClick={() => setTexts([...texts, ""])}>
            {t("textAddWording")}
          </button>
        )}
        {revised !== undefined && (
          <p className="hint">
            {revised.file === undefined ? t("textNotInFile") : t("textInFile", { text: revised.file.join(" · ") })}
          </p>
        )}
        <FormError error={error} />
        <div className="form-buttons">
          {revised !== undefined && (
            <button
              type="button"
              className="button"
              disabled={isRunning}
              onClick={() => void finish(() => stories.removeText(revised.id))}
            >
              {t("textTakeBack")}
            </button>
          )}
          <button type="submit" className="button primary" disabled={isRunning}>
            {t("save")}
          </button>
        </div>
      </form>
    </Modal>
  );
}

type At = { locale: string; variant: string };

function variantAt({ said }: Label, { locale, variant }: At): LabelVariant | undefined {
  return said.find((each) => each.locale === locale)?.variants.find(({ name }) => name === variant);
}

function textsAt(label: Label, at: At): string[] {
  return variantAt(label, at)?.texts ?? [""];
}

function braced({ arguments: names }: Label): string {
  return names.map((name) => `{${name}}`).join(", ");
}
