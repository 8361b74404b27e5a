import { test as base, type Page } from "@playwright/test";
import { startIssuer, type TestIssuer } from "#support/sign-in/issuer.ts";
import { watchPage } from "#e2e/fixtures.ts";
import { type HarnessSite, startHarnessSite } from "#support/sharepoint/harness-site.ts";
import { OfficeServer } from "#support/sharepoint/office-server.ts";
import { asOlderPackage, readSharePointPackage } from "#support/sharepoint/package-file.ts";
import { chatTag, IntranetPage, olderChatTag, olderIds } from "./intranet-page.ts";

type Office = { site: HarnessSite; server: OfficeServer; entra: TestIssuer };

export const tenant = "22222222-0000-4000-8000-000000000000";
export const resource = "api://chat.contoso.example";

/** A site of SharePoint with the package that was built, and a chat server that lets it in. */
export const test = base.extend<{ intranet: IntranetPage }, { office: Office }>({
  office: [
    async ({}, use) => {
      const today = await readSharePointPackage("/package/0/");
      const older = asOlderPackage(today, "/package/1/", { ids: olderIds, tag: chatTag, olderTag: olderChatTag });
      await using site = await startHarnessSite([today, older]);
      await using server = new OfficeServer();
      await using entra = await startIssuer();
      await server.start({
        origins: [new URL(site.siteUrl).origin],
        entra: { authority: entra.url, tenant, audience: resource },
      });
      await use({ site, server, entra });
    },
    { scope: "worker" },
  ],
  intranet: async ({ page, office: { site, server } }, use) => {
    site.reports.length = 0;
    site.apiRequests.length = 0;
    site.setTenantProperty("CauserieChat", undefined);
    const errors: string[] = [];
    watchPage(page, errors);
    const intranet = new IntranetPage(page, site, server);
    await use(intranet);
    if (!intranet.expectsViolations) base.expect(errors).toEqual([]);
    base.expect(site.reports).toEqual(intranet.expectedReports);
    await page.close(); // Before its server ends.
  },
});

export const { expect } = base;
export type { Page };
