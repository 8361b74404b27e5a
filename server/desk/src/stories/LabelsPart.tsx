import type { Label, Labels, LabelVariant } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { Copyable } from "#parts/Copyable.tsx";
import { Field, SelectField } from "#parts/Field.tsx";
import { useAction } from "#parts/use-action.ts";
import { useResource } from "#parts/use-resource.ts";
import { FormError } from "#parts/FormError.tsx";
import { stories } from "#wire/stories.ts";
import { Part } from "./Part.tsx";
import { TextDialog } from "./TextDialog.tsx";

type Only = "" | "problems" | "revised";
type Shown = { label: Label; locale: string };

/** What the bot says, what is missing in which language, and what the team says in its place. */
export function LabelsPart(): ReactNode {
  const t = useTexts();
  const [typed, setTyped] = useState("");
  const [key, setKey] = useState("");
  const [only, setOnly] = useState<Only>("");
  const [shown, setShown] = useState<Shown>();
  const labels = useResource(useCallback(() => stories.labels({ key, ...(only === "" ? {} : { only }) }), [key, only]));
  const search = (event: FormEvent): void => {
    event.preventDefault();
    setKey(typed.trim());
  };
  const filter = (
    <form className="page-filter" onSubmit={search}>
      <Field label={t("labelKey")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <SelectField
        label={t("labelsShown")}
        value={only}
        onChange={({ target: { value } }) => setOnly(value === "problems" || value === "revised" ? value : "")}
      >
        <option value="">{t("labelsAll")}</option>
        <option value="problems">{t("labelsOnlyProblems")}</option>
        <option value="revised">{t("labelsOnlyRevised")}</option>
      </SelectField>
      <button type="submit" className="button">
        {t("filter")}
      </button>
    </form>
  );
  return (
    <Part about="storyLabelsAbout" filter={filter} resource={labels}>
      {(data) => (
        <>
          <LabelList data={data} onShow={setShown} onChanged={labels.reload} />
          {only === "revised" && data.labels.length > 0 && (
            <Copyable label={t("textsCommand")} value="npx causerie desk texts --out texts" />
          )}
          {shown !== undefined && (
            <TextDialog
              {...shown}
              variants={data.variants}
              onClose={() => setShown(undefined)}
              onSaved={labels.reload}
            />
          )}
        </>
      )}
    </Part>
  );
}

type ListProps = { onShow: (shown: Shown) => void; onChanged: () => Promise<void> };

function LabelList({ data: { labels, count, isComplete }, ...acts }: ListProps & { data: Labels }): ReactNode {
  const t = useTexts();
  return (
    <>
      {labels.length === 0 && <p className="empty">{t(count === 0 ? "storyLabelsEmpty" : "labelsNone")}</p>}
      <ul className="items">
        {labels.map((label) => (
          <LabelItem key={label.key} label={label} {...acts} />
        ))}
      </ul>
      {!isComplete && <p className="hint">{t("labelsMore")}</p>}
    </>
  );
}

function LabelItem({ label, onShow, onChanged }: ListProps & { label: Label }): ReactNode {
  const { key, said, missing, problems, locales } = label;
  const t = useTexts();
  const own = useLanguage();
  const [first] = locales;
  return (
    <li className="item">
      <div className="item-main">
        <strong>{key}</strong>
        {said.flatMap(({ locale, variants }) =>
          variants.map((variant) => <Said key={`${locale} ${variant.name}`} locale={locale} variant={variant} />),
        )}
        {problems
          .filter(({ kind }) => kind !== "missing_key")
          .map(({ locale, kind, detail }) => (
            <span key={locale + kind + detail} className="error">
              {locale}: {detail}
            </span>
          ))}
      </div>
      <div className="item-facts">
        {missing.map((locale) => (
          <span key={locale} className="chip waiting">
            {t("labelMissing", { language: languageName(locale, own) })}
          </span>
        ))}
      </div>
      <div className="item-buttons">
        {first === undefined ? (
          <RemoveStray label={label} onChanged={onChanged} />
        ) : (
          <button
            type="button"
            className="button"
            aria-label={t("editName", { name: key })}
            onClick={() => onShow({ label, locale: missing[0] ?? first })}
          >
            {t("edit")}
          </button>
        )}
      </div>
    </li>
  );
}

function Said({ locale, variant: { name, texts, revised } }: { locale: string; variant: LabelVariant }): ReactNode {
  const t = useTexts();
  return (
    <span className="hint">
      {name === "default" ? locale : `${locale}, ${name}`}: <span lang={locale}>{texts.join(" · ")}</span>
      {revised !== undefined && (
        <>
          {" "}
          <span className="chip">{t(revised.isInFile ? "textIsInFile" : "textOfDesk")}</span>
        </>
      )}
    </span>
  );
}

/** What was written for a text that the bot has no more. */
function RemoveStray({ label: { key, said }, onChanged }: { label: Label; onChanged: () => Promise<void> }): ReactNode {
  const t = useTexts();
  const { isRunning, error, run } = useAction();
  const ids = said.flatMap(({ variants }) => variants.flatMap(({ revised }) => revised?.id ?? []));
  const remove = async (): Promise<void> => {
    await run(async () => {
      for (const id of ids) await stories.removeText(id);
    });
    await onChanged();
  };
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={isRunning}
        aria-label={t("removeName", { name: key })}
        onClick={() => void remove()}
      >
        {t("remove")}
      </button>
      <FormError error={error} />
    </>
  );
}
