import { type ReactNode, useState } from "react";
import { useAnnounce } from "#react/features/announce.tsx";
import type { Feature } from "#react/seams/feature.ts";
import { ScreenFrame, useScreen } from "#react/features/open-screen.tsx";
import { useTexts } from "#react/features/texts.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { Drawing } from "#react/Icon.tsx";
import { texts } from "./strings.ts";

const acts = {
  restart: {
    icon: "M5.5 12a6.5 6.5 0 1 0 2-4.7L5.5 9.2M5.5 5v4.2h4.2",
    label: "restartNew",
    ask: "restartAsk",
    explain: "restartExplain",
    yes: "restartYes",
    done: "restartDone",
  },
  clear: {
    icon: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v5.5M13.7 10.5v5.5",
    label: "restartClear",
    ask: "restartClearAsk",
    explain: "restartClearExplain",
    yes: "restartClearYes",
    done: "restartCleared",
  },
} as const;

type Act = keyof typeof acts;
const names = ["restart", "clear"] as const satisfies Act[];

function MenuItems({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTexts(texts);
  const { show } = useScreen();
  return names.map((name) => (
    <button
      key={name}
      type="button"
      role="menuitem"
      className="causerie-menu-item"
      onClick={() => {
        onDone();
        show(name);
      }}
    >
      <Drawing path={acts[name].icon} />
      <span>{t(acts[name].label)}</span>
    </button>
  ));
}

function Screen(): ReactNode {
  const { name } = useScreen();
  const act = names.find((each) => each === name);
  return act !== undefined && <Question key={act} act={act} />;
}

/** Nothing ends or is removed before the visitor has said yes to what that means. */
function Question({ act }: { act: Act }): ReactNode {
  const { t } = useTexts(texts);
  const chat = useChat();
  const announce = useAnnounce();
  const { show } = useScreen();
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");
  const { ask, explain, yes, done } = acts[act];
  const close = (): void => show(undefined);
  const agree = async (): Promise<void> => {
    setState("busy");
    try {
      await chat.endSession({ forget: act === "clear" });
    } catch {
      setState("failed");
      announce(t("restartFailed"));
      return;
    }
    announce(t(done));
    close();
  };
  return (
    <ScreenFrame title={t(ask)} back={t("restartCancel")} onClose={close}>
      <div className="causerie-screen-question">
        <p>{t(explain)}</p>
        {state === "failed" && <p className="causerie-problem">{t("restartFailed")}</p>}
        <div className="causerie-screen-tools">
          <button
            type="button"
            className="causerie-screen-button causerie-screen-main"
            aria-disabled={state === "busy"}
            onClick={(event) => {
              if (state !== "busy" && isMeant(event)) void agree();
            }}
          >
            {t(yes)}
          </button>
          <button type="button" className="causerie-screen-button" onClick={close}>
            {t("restartCancel")}
          </button>
        </div>
      </div>
    </ScreenFrame>
  );
}

export const feature: Feature = { parts: { MenuItems, Screen } };
