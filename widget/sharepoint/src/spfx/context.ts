import type { BaseComponentContext } from "@microsoft/sp-component-base";
import { SPHttpClient } from "@microsoft/sp-http";
import type { PageContext } from "@microsoft/sp-page-context";
import type { Place, SignIn } from "#common/properties/to-chat-options.ts";
import type { CentralDefaults } from "#common/properties/with-defaults.ts";
import { createGetToken } from "#common/sign-in/create-get-token.ts";
import { loadCentralDefaults } from "#common/tenant/load-central-defaults.ts";
import type { SectionTheme } from "#common/theme/section-theme.ts";

/** What is asked of SharePoint's context, in the words of `common`. */
export function toPlace({ cultureInfo, web }: PageContext): Place {
  return {
    locale: cultureInfo.currentUICultureName,
    site: { url: web.absoluteUrl, title: web.title },
    isColor: (text) => CSS.supports("color", text),
  };
}

export function toGetToken(
  context: BaseComponentContext,
  signIn: SignIn,
  onRefused: () => void,
): () => Promise<string | undefined> {
  return createGetToken(signIn, () => context.aadTokenProviderFactory.getTokenProvider(), onRefused);
}

export function askCentralDefaults(context: BaseComponentContext): Promise<CentralDefaults> {
  return loadCentralDefaults(context.pageContext.web.absoluteUrl, async (url) => {
    const response = await context.spHttpClient.get(url, SPHttpClient.configurations.v1);
    return (await response.json()) as unknown;
  });
}

/** The types of a theme are Fluent's, which the build leaves out: they are 540 MB. */
export function toSectionTheme(theme: unknown): SectionTheme | undefined {
  if (typeof theme !== "object" || theme === null) return undefined;
  const { fonts, ...rest } = theme as SectionTheme & { fonts?: { medium?: { fontFamily?: string } } };
  return { ...rest, fontFamily: fonts?.medium?.fontFamily };
}
