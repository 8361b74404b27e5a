import { type ReactNode, useEffect, useRef } from "react";
import type { GetHeaders } from "#chat/chat.ts";
import { fetchRules } from "#attention/proactive/fetch-rules.ts";
import { type Proactive, startProactive } from "#attention/proactive/proactive.ts";
import { type ProactiveRule, readGreeting, readRules } from "#attention/proactive/rules.ts";
import { useSettings } from "#react/features/settings.ts";
import { openChat, useLauncher } from "#react/features/use-launcher.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import type { Feature } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";

/**
 * What the site says by itself, in a page of React parts. The setting `proactive` has the rules, or the `endpoint` of the server that
 * has them (`headers`: as those of the chat); the setting `greeting` is said at once, each time that it becomes another.
 */
function ProactiveBubbles(): ReactNode {
  const chat = useChat();
  const { language } = useText();
  const read = useSettings();
  const [ref, found] = useLauncher();
  const proactive = useRef<Proactive>(undefined);
  const given = read("proactive");
  const greeting = JSON.stringify(read("greeting"));
  const rules = JSON.stringify(given);
  useEffect(() => {
    if (found === undefined) return;
    let isOver = false;
    void rulesOf(given).then((list) => {
      if (isOver) return;
      const { root, launcher } = found;
      proactive.current = startProactive(
        {
          root,
          launcher,
          // As the element keys it: what was wished on a page with the script tag holds here, too.
          endpoint: addressOf(endpointOf(given) ?? ""),
          locale: language,
          isOpen: () => launcher.ariaExpanded === "true",
          open: () => openChat(found),
          chat: () => Promise.resolve(chat),
        },
        list,
      );
      greet(proactive.current, greeting);
    });
    return () => {
      isOver = true;
      proactive.current?.end();
      proactive.current = undefined;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the greeting has an effect of its own, below
  }, [chat, language, found, rules]);
  useEffect(() => greet(proactive.current, greeting), [greeting]);
  return <span ref={ref} hidden />;
}

function greet(proactive: Proactive | undefined, json: string | undefined): void {
  if (proactive === undefined || json === undefined) return;
  const greeting = readGreeting(JSON.parse(json), report);
  if (greeting !== undefined) proactive.greet(greeting);
}

async function rulesOf(given: unknown): Promise<ProactiveRule[]> {
  const endpoint = endpointOf(given);
  if (endpoint === undefined) return readRules(given ?? [], report);
  return await fetchRules(addressOf(endpoint), report, (given as { headers?: GetHeaders }).headers);
}

/** As the element writes an address, whatever the page gave. */
function addressOf(endpoint: string): string {
  return new URL(endpoint, location.origin).href.replace(/\/+$/, "");
}

function endpointOf(given: unknown): string | undefined {
  const { endpoint } = (given ?? {}) as { endpoint?: unknown };
  return typeof endpoint === "string" ? endpoint : undefined;
}

function report(problem: string): void {
  // oxlint-disable-next-line no-console -- only the page's developer can change it
  console.error(`Causerie: ${problem}`);
}

export const feature: Feature = { parts: { Outside: ProactiveBubbles } };
