import type { ListedInvitation } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { roleText } from "#i18n/role-text.ts";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { FormError } from "#parts/FormError.tsx";
import { useAction } from "#parts/use-action.ts";
import type { Resource } from "#parts/use-resource.ts";
import { team } from "#wire/team.ts";

/** Those who have a link and no account yet. */
export function Invitations({ invitations }: { invitations: Resource<ListedInvitation[]> }): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const { error, run } = useAction();
  const open = invitations.data ?? [];
  if (open.length === 0 && invitations.error === undefined) return null;
  const takeBack = async (id: string): Promise<void> => {
    await team.takeBack(id);
    await invitations.reload();
  };
  return (
    <>
      <h2>{t("invitations")}</h2>
      <FormError error={error ?? invitations.error} />
      <ul className="items">
        {open.map(({ id, email, role, expiresAt }) => (
          <li key={id} className="item">
            <div className="item-main">
              <strong>{email}</strong>
              <span className="hint">{t("endsAt", { at: moment(expiresAt) })}</span>
            </div>
            <div className="item-facts">
              <span className="chip">{roleText(role, t)}</span>
            </div>
            <button
              type="button"
              className="button"
              aria-label={t("takeBackName", { name: email })}
              onClick={() => void run(() => takeBack(id))}
            >
              {t("takeBack")}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
