import type { ReactNode } from "react";
import { isLanguage, languages, loadTexts, useLanguage, useTexts } from "#i18n/texts.ts";
import { CheckField, SelectField } from "#parts/Field.tsx";
import { ownSettings } from "#state/own-settings.ts";
import { useStore } from "#state/store.ts";

/** Of this browser alone. */
export function ConsoleSettings(): ReactNode {
  const t = useTexts();
  const language = useLanguage();
  const hasKeys = useStore(ownSettings, (settings) => settings.hasKeys);
  const choose = (tag: string): void => {
    if (!isLanguage(tag)) return;
    ownSettings.dispatch({ language: tag });
    void loadTexts(tag);
  };
  return (
    <div className="form">
      <SelectField label={t("consoleLanguage")} value={language} onChange={(event) => choose(event.target.value)}>
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </SelectField>
      <CheckField
        label={t("hasKeys")}
        checked={hasKeys}
        onChange={(event) => ownSettings.dispatch({ hasKeys: event.target.checked })}
      />
    </div>
  );
}
