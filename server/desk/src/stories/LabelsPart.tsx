import type { Label } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { CheckField, Field } from "#parts/Field.tsx";
import { useResource } from "#parts/use-resource.ts";
import { stories } from "#wire/stories.ts";
import { Part } from "./Part.tsx";

/** What the bot says, and what is missing in which language. */
export function LabelsPart(): ReactNode {
  const t = useTexts();
  const [typed, setTyped] = useState("");
  const [key, setKey] = useState("");
  const [isWrong, setWrong] = useState(false);
  const labels = useResource(
    useCallback(() => stories.labels({ key, ...(isWrong ? { only: "problems" as const } : {}) }), [key, isWrong]),
  );
  const search = (event: FormEvent): void => {
    event.preventDefault();
    setKey(typed.trim());
  };
  const filter = (
    <form className="page-filter" onSubmit={search}>
      <Field label={t("labelKey")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <button type="submit" className="button">
        {t("filter")}
      </button>
      <CheckField
        label={t("labelsOnlyProblems")}
        checked={isWrong}
        onChange={(event) => setWrong(event.target.checked)}
      />
    </form>
  );
  return (
    <Part about="storyLabelsAbout" filter={filter} resource={labels}>
      {({ labels: found, count, isComplete }) => (
        <>
          {found.length === 0 && <p className="empty">{t(count === 0 ? "storyLabelsEmpty" : "labelsNone")}</p>}
          <ul className="items">
            {found.map((label) => (
              <LabelItem key={label.key} label={label} />
            ))}
          </ul>
          {!isComplete && <p className="hint">{t("labelsMore")}</p>}
        </>
      )}
    </Part>
  );
}

function LabelItem({ label: { key, said, missing, problems } }: { label: Label }): ReactNode {
  const t = useTexts();
  const own = useLanguage();
  return (
    <li className="item">
      <div className="item-main">
        <strong>{key}</strong>
        {said.flatMap(({ locale, variants }) =>
          variants.map(({ name, texts }) => (
            <span key={`${locale} ${name}`} className="hint">
              {name === "default" ? locale : `${locale}, ${name}`}: <span lang={locale}>{texts.join(" · ")}</span>
            </span>
          )),
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
    </li>
  );
}
