import { type ReactNode, useEffect, useRef } from "react";
import { mayPush, subscribe } from "#attention/subscribe.ts";
import { keepWish } from "#attention/wish.ts";
import { texts } from "#react/features/notifications/strings.ts";
import { useSettings } from "#react/features/settings.ts";
import { useTexts } from "#react/features/texts.ts";
import { useChat, useConnection } from "#react/hooks/use-chat.ts";
import type { Feature } from "#react/seams/feature.ts";

/** What the feature `notifications` has asked for: the visitor says yes once, for both. */
const wish = keepWish("notifications");

/** Lets a closed browser learn of answers, once the visitor wants to be notified. */
function Push(): ReactNode {
  const chat = useChat();
  const isConnected = useConnection().type === "connected";
  const { t } = useTexts(texts);
  const setting = useSettings()("push-worker");
  const worker = typeof setting === "string" ? setting : "/causerie-sw.js";
  const title = useRef("");
  useEffect(() => {
    title.current = t("notificationsTitle");
  });
  useEffect(() => {
    if (!isConnected) return;
    const begin = (): void => {
      if (wish.read() !== "yes" || !mayPush()) return;
      void (async () => {
        const { publicKey } = (await (await chat.request("push")).json()) as { publicKey: string };
        const address = await subscribe(worker, publicKey);
        await chat.request("push", { ...address, title: title.current, url: location.href });
      })().catch(report);
    };
    begin();
    return wish.watch(begin);
  }, [chat, isConnected, worker]);
  return null;
}

function report(error: unknown): void {
  // oxlint-disable-next-line no-console -- only the site's developer can set up the worker and the server
  console.warn("Causerie: no push. See docs/attention.md for what it needs.", error);
}

export const feature: Feature = { parts: { Outside: Push } };
