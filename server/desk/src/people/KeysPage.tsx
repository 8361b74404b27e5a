import type { DeskKey } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { scopeText } from "#i18n/role-text.ts";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { Page } from "#parts/Page.tsx";
import { useResource } from "#parts/use-resource.ts";
import { team } from "#wire/team.ts";
import { NewKeyDialog } from "./NewKeyDialog.tsx";

export function KeysPage(): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const keys = useResource(team.keys);
  const [isMaking, setMaking] = useState(false);
  const [removed, setRemoved] = useState<DeskKey>();
  const make = (
    <button type="button" className="button primary" onClick={() => setMaking(true)}>
      {t("newKey")}
    </button>
  );
  return (
    <Page title={t("keys")} about="keysAbout" actions={make} resource={keys}>
      {(data) => (
        <>
          {data.length === 0 && <p className="empty">{t("keysNone")}</p>}
          <ul className="items">
            {data.map((key) => (
              <li key={key.id} className="item">
                <div className="item-main">
                  <strong>{key.name}</strong>
                  <span className="hint">
                    {key.lastUsedAt === undefined ? t("neverUsed") : t("lastUsed", { at: moment(key.lastUsedAt) })}
                    {" · "}
                    {key.expiresAt === undefined ? t("neverEnds") : t("endsAt", { at: moment(key.expiresAt) })}
                  </span>
                </div>
                <div className="item-facts">
                  {key.scopes.map((scope) => (
                    <span key={scope} className="chip">
                      {scopeText(scope, t)}
                    </span>
                  ))}
                </div>
                <button
                  type="button"
                  className="button"
                  aria-label={t("removeName", { name: key.name })}
                  onClick={() => setRemoved(key)}
                >
                  {t("remove")}
                </button>
              </li>
            ))}
          </ul>
          {isMaking && <NewKeyDialog onClose={() => setMaking(false)} onMade={keys.reload} />}
          {removed !== undefined && (
            <Confirm
              title={t("removeName", { name: removed.name })}
              text={t("removeKeyText")}
              label={t("remove")}
              onClose={() => setRemoved(undefined)}
              onYes={async () => {
                await team.removeKey(removed.id);
                await keys.reload();
              }}
            />
          )}
        </>
      )}
    </Page>
  );
}
