import type { Template } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { readLookups } from "#inbox/engine/lookups.ts";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { Page } from "#parts/Page.tsx";
import { useResource } from "#parts/use-resource.ts";
import { team } from "#wire/team.ts";
import { TemplateDialog } from "./TemplateDialog.tsx";

type Shown = { type: "edit"; template?: Template } | { type: "remove"; template: Template };

export function TemplatesPage(): ReactNode {
  const t = useTexts();
  const language = useLanguage();
  const templates = useResource(team.templates);
  /** The inbox offers them, too. */
  const reload = async (): Promise<void> => {
    await Promise.all([templates.reload(), readLookups()]);
  };
  const [shown, setShown] = useState<Shown>();
  const add = (
    <button type="button" className="button primary" onClick={() => setShown({ type: "edit" })}>
      {t("newTemplate")}
    </button>
  );
  return (
    <Page title={t("templates")} about="templatesAbout" actions={add} resource={templates}>
      {(data) => (
        <>
          {data.length === 0 && <p className="empty">{t("templatesEmpty")}</p>}
          <ul className="items">
            {data.map((template) => (
              <li key={template.id} className="item">
                <div className="item-main">
                  <strong>{template.title}</strong>
                  <span className="hint clamp">{template.text}</span>
                </div>
                <div className="item-facts">
                  {template.language !== undefined && (
                    <span className="chip">{languageName(template.language, language)}</span>
                  )}
                  {template.channels?.map((kind) => (
                    <span key={kind} className="chip">
                      {kind}
                    </span>
                  ))}
                </div>
                <div className="item-buttons">
                  <button
                    type="button"
                    className="button"
                    aria-label={t("editName", { name: template.title })}
                    onClick={() => setShown({ type: "edit", template })}
                  >
                    {t("edit")}
                  </button>
                  <button
                    type="button"
                    className="button"
                    aria-label={t("removeName", { name: template.title })}
                    onClick={() => setShown({ type: "remove", template })}
                  >
                    {t("remove")}
                  </button>
                </div>
              </li>
            ))}
          </ul>
          {shown?.type === "edit" && (
            <TemplateDialog template={shown.template} onClose={() => setShown(undefined)} onSaved={reload} />
          )}
          {shown?.type === "remove" && (
            <Confirm
              title={t("removeName", { name: shown.template.title })}
              text={t("removeText")}
              label={t("remove")}
              onClose={() => setShown(undefined)}
              onYes={async () => {
                await team.removeTemplate(shown.template.id);
                await reload();
              }}
            />
          )}
        </>
      )}
    </Page>
  );
}
