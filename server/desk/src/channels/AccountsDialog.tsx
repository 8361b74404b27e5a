import type { ConnectedAccounts, ListedAccounts, ListedChannelKind } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { CheckField } from "#parts/Field.tsx";
import { Modal } from "#parts/Modal.tsx";
import { useAction } from "#parts/use-action.ts";
import { channels } from "#wire/channels.ts";
import { type FormValues, toOptions, toValues } from "./channel-form.ts";
import { ChannelError } from "./ChannelError.tsx";
import { Findings } from "./Findings.tsx";
import { OptionField } from "./OptionField.tsx";
import { goToPlatform } from "./platform-sign-in.ts";
import { SortingFields } from "./SortingFields.tsx";

type Props = {
  kind: ListedChannelKind;
  /** Those that a sign-in at the platform has brought. */
  found?: ListedAccounts | undefined;
  onClose: () => void;
  onConnected: () => Promise<void>;
};

/** The accounts of one person at a platform: they are listed, some are chosen, and each becomes a channel. */
export function AccountsDialog({ kind, found: given, onClose, onConnected }: Props): ReactNode {
  const t = useTexts();
  const [found, setFound] = useState(given);
  const [connected, setConnected] = useState<ConnectedAccounts>();
  const title = `${t("connectAccounts")}: ${kind.title}`;
  return (
    <Modal title={title} isOpen onClose={onClose}>
      {connected !== undefined ? (
        <Outcome connected={connected} onClose={onClose} />
      ) : (
        <>
          <p>{t("accountsAbout")}</p>
          {found?.ticket === undefined && <Ask kind={kind} onFound={setFound} />}
          {found !== undefined && <Findings findings={found.findings} />}
          {found?.ticket !== undefined && (
            <Choose
              kind={kind}
              accounts={found.accounts}
              ticket={found.ticket}
              onConnected={async (outcome) => {
                setConnected(outcome);
                await onConnected();
              }}
            />
          )}
        </>
      )}
    </Modal>
  );
}

function Ask({ kind, onFound }: { kind: ListedChannelKind; onFound: (found: ListedAccounts) => void }): ReactNode {
  const t = useTexts();
  const fields = kind.accountFields ?? [];
  const [values, setValues] = useState<FormValues>(() => toValues(fields, undefined));
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await run(async () => onFound(await channels.accounts(kind.channel, { options: toOptions(fields, values) })));
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {kind.canSignIn && (
        <button
          type="button"
          className="button primary"
          disabled={isRunning}
          onClick={() => void run(() => goToPlatform(kind.channel))}
        >
          {t("signInAtPlatform")}
        </button>
      )}
      {fields.map((field) => (
        <OptionField
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <ChannelError error={error} />
      <button type="submit" className="button" disabled={isRunning}>
        {t("showAccounts")}
      </button>
      {isRunning && <p role="status">{t("checking")}</p>}
    </form>
  );
}

type ChooseProps = {
  kind: ListedChannelKind;
  accounts: ListedAccounts["accounts"];
  ticket: string;
  onConnected: (connected: ConnectedAccounts) => Promise<void>;
};

function Choose({ kind, accounts, ticket, onConnected }: ChooseProps): ReactNode {
  const t = useTexts();
  const [ids, setIds] = useState<readonly string[]>([]);
  const [sorting, setSorting] = useState({ queue: "", language: "" });
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { queue, language } = sorting;
    await run(async () => {
      const connected = await channels.connect(kind.channel, {
        ticket,
        ids: [...ids],
        ...(queue === "" ? {} : { queue }),
        ...(language.trim() === "" ? {} : { language: language.trim() }),
      });
      await onConnected(connected);
    });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <fieldset className="fieldset">
        <legend>{t("chooseAccounts")}</legend>
        {accounts.map(({ id, name, servedBy, concerns }) => (
          <div key={id}>
            <CheckField
              label={servedBy === undefined ? name : `${name} · ${t("servedBy", { name: servedBy })}`}
              disabled={servedBy !== undefined}
              checked={ids.includes(id)}
              onChange={(event) => setIds(event.target.checked ? [...ids, id] : ids.filter((each) => each !== id))}
            />
            {concerns.map((concern) => (
              <p key={concern} className="hint">
                {t("findingWarning")}: {concern}
              </p>
            ))}
          </div>
        ))}
      </fieldset>
      <SortingFields
        {...sorting}
        onQueue={(queue) => setSorting({ ...sorting, queue })}
        onLanguage={(language) => setSorting({ ...sorting, language })}
      />
      <ChannelError error={error} />
      <button type="submit" className="button primary" disabled={isRunning || ids.length === 0}>
        {t("connectChosen")}
      </button>
      {isRunning && <p role="status">{t("checking")}</p>}
    </form>
  );
}

function Outcome({ connected, onClose }: { connected: ConnectedAccounts; onClose: () => void }): ReactNode {
  const t = useTexts();
  return (
    <>
      {connected.accounts.map(({ id, name, channelId, findings }) => (
        <section key={id}>
          <h3>{channelId === undefined ? name : `${name}: ${t("connected")}`}</h3>
          <Findings findings={findings} />
        </section>
      ))}
      <button type="button" className="button primary" onClick={onClose}>
        {t("close")}
      </button>
    </>
  );
}
