import type { SignedIn } from "@causerie/protocol/desk";
import { type ReactNode, Suspense } from "react";
import { InboxContext } from "#inbox/engine/use-inbox.ts";
import { useTexts } from "#i18n/texts.ts";
import { Failure, Loading } from "#parts/Failure.tsx";
import { useRoute } from "#routing/location.ts";
import { isGate, type Route } from "#routing/route.ts";
import { SignInAgain } from "#sign-in/SignInAgain.tsx";
import { Surroundings } from "./Surroundings.tsx";
import { components, pages } from "./pages.ts";
import { TopBar } from "./TopBar.tsx";
import { useInboxEngine } from "./use-inbox-engine.ts";

/** All that a signed-in person sees. */
export function Console({ me, isEnded }: { me: SignedIn; isEnded: boolean }): ReactNode {
  const t = useTexts();
  const route = useRoute();
  const engine = useInboxEngine(me, isEnded);
  return (
    <Surroundings>
      <InboxContext value={engine}>
        <a className="skip" href="#main" onClick={skipToMain}>
          {t("skipToContent")}
        </a>
        <div className="console">
          <TopBar me={me} page={route.page} />
          <main id="main" className="main" tabIndex={-1} data-page={route.page}>
            <Suspense fallback={<Loading />}>
              <Page route={route} me={me} />
            </Suspense>
          </main>
        </div>
        <SignInAgain me={me} isOpen={isEnded} />
      </InboxContext>
    </Surroundings>
  );
}

function Page({ route, me }: { route: Route; me: SignedIn }): ReactNode {
  const t = useTexts();
  const { page } = route;
  if (page === "unknown" || isGate(page)) return <Failure text={t("noSuchPage")} />;
  const { title, scope } = pages[page];
  const Component = components[page];
  return (
    <>
      {page !== "inbox" && <title>{`${t(title)} · Causerie`}</title>}
      {scope === undefined || me.scopes.includes(scope) ? <Component /> : <Failure text={t("failureScope")} />}
    </>
  );
}

/** The address holds the page that is shown, and no part of it. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#main")?.focus();
}
