import type { DeskChannel, ListedChannelKind } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { ChannelError } from "./ChannelError.tsx";
import { useAction } from "#parts/use-action.ts";
import { channels } from "#wire/channels.ts";

type Props = {
  channel: DeskChannel;
  kind: ListedChannelKind | undefined;
  mayWrite: boolean;
  onEdit: () => void;
  onCheck: () => void;
  onRemove: () => void;
  onChanged: () => Promise<void>;
};

const states = { running: "channelRunning", stopped: "channelStopped", failed: "channelFailed" } as const;

/** One channel in the list: what it is, how it is, and what can be done with it. */
export function ChannelItem({ channel, kind, mayWrite, onEdit, onCheck, onRemove, onChanged }: Props): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const { isRunning, error, run } = useAction();
  const { id, name, state, reason, account, path, calledAt, isActive, madeIn, language } = channel;
  const isOurs = madeIn === "desk";
  const flip = (): Promise<boolean> =>
    run(async () => {
      await channels.patch(id, { isActive: !isActive });
      await onChanged();
    });
  return (
    <li className="item channel" data-state={state}>
      <div className="item-main">
        <strong>{name}</strong>
        <span className="hint">
          {kind?.title ?? channel.channel} · <code>{path ?? id}</code>
        </span>
        {account !== undefined && <span className="hint">{account}</span>}
      </div>
      <div className="item-facts">
        <span className="chip" data-level={state === "failed" ? "error" : undefined}>
          {t(states[state])}
        </span>
        {language !== undefined && <span className="chip">{language}</span>}
        {!isOurs && <span className="hint">{t("inConfiguration")}</span>}
        {calledAt !== undefined && <span className="hint">{t("calledAt", { at: moment(calledAt) })}</span>}
        {reason !== undefined && <span className="error">{reason}</span>}
        <ChannelError error={error} />
      </div>
      {mayWrite && (
        <div className="item-buttons">
          <button type="button" className="button" aria-label={t("checkName", { name })} onClick={onCheck}>
            {t("checkChannel")}
          </button>
          {isOurs && (
            <>
              <button
                type="button"
                className="button"
                aria-label={t("editName", { name })}
                disabled={kind === undefined}
                onClick={onEdit}
              >
                {t("edit")}
              </button>
              <button
                type="button"
                className="button"
                aria-label={t(isActive ? "switchOffName" : "switchOnName", { name })}
                disabled={isRunning}
                onClick={() => void flip()}
              >
                {t(isActive ? "switchOff" : "switchOn")}
              </button>
              <button type="button" className="button" aria-label={t("removeName", { name })} onClick={onRemove}>
                {t("remove")}
              </button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
