import type { DeskChannel, ListedAccounts, ListedChannelKind } from "@causerie/protocol/desk";
import { type ReactNode, useEffect, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { Page } from "#parts/Page.tsx";
import { useAction } from "#parts/use-action.ts";
import { useResource } from "#parts/use-resource.ts";
import { useMay } from "#state/use-may.ts";
import { channels } from "#wire/channels.ts";
import { AccountsDialog } from "./AccountsDialog.tsx";
import { ChannelDialog } from "./ChannelDialog.tsx";
import { ChannelError } from "./ChannelError.tsx";
import { ChannelItem } from "./ChannelItem.tsx";
import { CheckDialog } from "./CheckDialog.tsx";
import { KindList } from "./KindList.tsx";
import { accountsOfAnswer, takeAnswer } from "./platform-sign-in.ts";

type Shown =
  | { type: "edit"; kind: ListedChannelKind; channel?: DeskChannel }
  | { type: "accounts"; channel: string; found?: ListedAccounts }
  | { type: "check"; channel: DeskChannel }
  | { type: "remove"; channel: DeskChannel };

export function ChannelsPage(): ReactNode {
  const t = useTexts();
  const resource = useResource(channels.read);
  const mayWrite = useMay("channels.write");
  const [shown, setShown] = useState<Shown>();
  const { isRunning, error, run } = useAction();
  const close = (): void => setShown(undefined);
  useEffect(() => {
    const answer = takeAnswer();
    if (answer === undefined) return;
    void run(async () => {
      const found = await accountsOfAnswer(answer);
      setShown({ type: "accounts", channel: answer.channel, found });
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the platform has sent the person back once, so it runs once
  }, []);
  return (
    <Page title={t("channels")} about="channelsAbout" resource={resource}>
      {({ channels: listed, kinds }) => {
        const kindOf = (channel: string): ListedChannelKind | undefined =>
          kinds.find((kind) => kind.channel === channel && kind.isOffered);
        const source = shown?.type === "accounts" ? kindOf(shown.channel) : undefined;
        return (
          <>
            {isRunning && <p role="status">{t("checking")}</p>}
            <ChannelError error={error} />
            <ul className="items">
              {listed.map((channel) => (
                <ChannelItem
                  key={channel.id}
                  channel={channel}
                  kind={kindOf(channel.channel)}
                  mayWrite={mayWrite}
                  onEdit={() => {
                    const kind = kindOf(channel.channel);
                    if (kind !== undefined) setShown({ type: "edit", kind, channel });
                  }}
                  onCheck={() => setShown({ type: "check", channel })}
                  onRemove={() => setShown({ type: "remove", channel })}
                  onChanged={resource.reload}
                />
              ))}
            </ul>
            {mayWrite && (
              <section className="channel-kinds">
                <h2>{t("chooseKind")}</h2>
                <KindList
                  kinds={kinds}
                  onMake={(kind) => setShown({ type: "edit", kind })}
                  onConnect={({ channel }) => setShown({ type: "accounts", channel })}
                />
              </section>
            )}
            {shown?.type === "edit" && (
              <ChannelDialog kind={shown.kind} channel={shown.channel} onClose={close} onSaved={resource.reload} />
            )}
            {shown?.type === "accounts" && source !== undefined && (
              <AccountsDialog kind={source} found={shown.found} onClose={close} onConnected={resource.reload} />
            )}
            {shown?.type === "check" && <CheckDialog channel={shown.channel} onClose={close} />}
            {shown?.type === "remove" && (
              <Confirm
                title={t("removeName", { name: shown.channel.name })}
                text={t("removeChannelText")}
                label={t("remove")}
                onClose={close}
                onYes={async () => {
                  await channels.remove(shown.channel.id);
                  await resource.reload();
                }}
              />
            )}
          </>
        );
      }}
    </Page>
  );
}
