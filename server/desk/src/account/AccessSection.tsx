import type { DeskPasskey, DeskPerson } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { Failure, Loading } from "#parts/Failure.tsx";
import { failureText } from "#i18n/failure-text.ts";
import { useResource } from "#parts/use-resource.ts";
import { readSession } from "#state/session.ts";
import { useMethods } from "#sign-in/use-methods.ts";
import { access } from "#wire/access.ts";
import { hasPasskeys } from "#wire/authenticator.ts";
import { NewPasskeyForm } from "./NewPasskeyForm.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { ProviderAccount } from "./ProviderAccount.tsx";

/** By what one comes in: passkeys, the account at the provider, the password. */
export function AccessSection({ person }: { person: DeskPerson }): ReactNode {
  const t = useTexts();
  const methods = useMethods();
  const { data, error, reload } = useResource(access.own);
  if (error !== undefined) return <Failure text={failureText(error, t)} onRetry={() => void reload()} />;
  if (methods === undefined || data === undefined) return <Loading />;
  return (
    <>
      {methods.passkeys && (
        <section>
          <h2>{t("passkeys")}</h2>
          <p className="hint">{t("passkeysAbout")}</p>
          <Passkeys passkeys={data.passkeys} reload={reload} />
          {hasPasskeys() ? <NewPasskeyForm onMade={reload} /> : <p className="hint">{t("passkeysNot")}</p>}
        </section>
      )}
      {methods.provider !== undefined && (
        <section>
          <h2>{methods.provider}</h2>
          <ProviderAccount provider={methods.provider} isConnected={data.isConnected} reload={reload} />
        </section>
      )}
      {methods.passwords && (
        <section>
          <h2>{t("passwordTitle")}</h2>
          <PasswordForm person={person} />
          {person.hasPassword && (data.passkeys.length > 0 || data.isConnected) && <RemovePassword />}
        </section>
      )}
    </>
  );
}

function Passkeys({ passkeys, reload }: { passkeys: readonly DeskPasskey[]; reload: () => Promise<void> }): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const [removed, setRemoved] = useState<DeskPasskey>();
  return (
    <>
      {passkeys.length > 0 && (
        <ul className="items">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="item">
              <div className="item-main">
                <strong>{passkey.name}</strong>
                <span className="hint">
                  {passkey.lastUsedAt === undefined
                    ? t("neverUsed")
                    : t("lastUsed", { at: moment(passkey.lastUsedAt) })}
                </span>
              </div>
              <div className="item-facts">{passkey.isSynced && <span className="chip">{t("passkeySynced")}</span>}</div>
              <button
                type="button"
                className="button"
                aria-label={t("removeName", { name: passkey.name })}
                onClick={() => setRemoved(passkey)}
              >
                {t("remove")}
              </button>
            </li>
          ))}
        </ul>
      )}
      {removed !== undefined && (
        <Confirm
          title={t("removeName", { name: removed.name })}
          text={t("passkeyRemoveText")}
          label={t("remove")}
          onClose={() => setRemoved(undefined)}
          onYes={async () => {
            await access.removePasskey(removed.id);
            await reload();
          }}
        />
      )}
    </>
  );
}

function RemovePassword(): ReactNode {
  const t = useTexts();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <div className="form">
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {t("passwordRemove")}
        </button>
      </div>
      {isAsking && (
        <Confirm
          title={t("passwordRemove")}
          text={t("passwordRemoveText")}
          label={t("remove")}
          onClose={() => setAsking(false)}
          onYes={async () => {
            await access.removePassword();
            await readSession();
          }}
        />
      )}
    </>
  );
}
