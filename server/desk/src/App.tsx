import { lazy, type ReactNode, Suspense } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Failure, Loading } from "#parts/Failure.tsx";
import { isGate } from "#routing/route.ts";
import { useRoute } from "#routing/location.ts";
import { readSession, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { SignInPage } from "#sign-in/SignInPage.tsx";

const Console = lazy(async () => ({ default: (await import("#shell/Console.tsx")).Console }));
/** By which people come in, whoever is signed in. */
const gates = {
  invitation: lazy(async () => ({ default: (await import("#sign-in/InvitationPage.tsx")).InvitationPage })),
  provider: lazy(async () => ({ default: (await import("#sign-in/ProviderPage.tsx")).ProviderPage })),
  "sign-in-link": lazy(async () => ({ default: (await import("#sign-in/LinkPage.tsx")).LinkPage })),
};

export function App(): ReactNode {
  return (
    <Suspense fallback={<Loading />}>
      <Pages />
    </Suspense>
  );
}

function Pages(): ReactNode {
  const t = useTexts();
  const state = useStore(session, (all) => all);
  const { page } = useRoute();
  if (isGate(page) && state.type !== "ended") {
    const GatePage = gates[page];
    return <GatePage />;
  }
  switch (state.type) {
    case "asking":
      return <Loading />;
    case "unreachable":
      return <Failure text={t("failureOffline")} onRetry={() => void readSession()} />;
    case "signed_out":
      return <SignInPage />;
    case "signed_in":
    case "ended":
      return <Console key={state.me.person.id} me={state.me} isEnded={state.type === "ended"} />;
  }
}
