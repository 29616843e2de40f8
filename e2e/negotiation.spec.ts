import type { BrowserContext } from "@playwright/test";

import { expect, test, tones } from "./support/fixtures";

declare global {
  interface Window {
    /** Lets the page go on with the offer it has made. */
    letOffersGo?: () => void;
  }
}

/** In a call each offer of the page takes its time before it is sent, as one that looks for candidates. */
async function slowOffers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const prototype = RTCPeerConnection.prototype as {
      setLocalDescription: (
        this: RTCPeerConnection,
        description?: RTCLocalSessionDescriptionInit,
      ) => Promise<void>;
    };
    const place = prototype.setLocalDescription;
    const gate = new Promise<void>((resolve) => {
      window.letOffersGo = resolve;
    });
    prototype.setLocalDescription = async function placeSlowly(description) {
      await place.call(this, description);
      if (description?.type === "offer" && this.connectionState === "connected") await gate;
    };
  });
}

test("a hold that is being made when the phone system offers comes after it", async ({ agent }) => {
  const aino = await agent("1001");
  const sara = await agent("1003", { voice: "third" });
  const omar = await agent("1002", { voice: "second", prepare: slowOffers });
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await omar.hears(tones.first);
  const offered = () =>
    omar.sockets.flatMap(({ received }) => received.filter((line) => line.startsWith("INVITE ")))
      .length;
  const before = offered();
  await omar.presses("Hold", omar.call("Aino Virtanen"));
  // Whom he talks with now the phone system tells Omar with an offer.
  await aino.presses("Transfer", aino.call("Omar Haddad"));
  await aino.call("Omar Haddad").getByLabel("Transfer to").fill("1003");
  await aino.presses("Transfer now", aino.call("Omar Haddad"));
  await sara.answers("Omar Haddad");
  await expect.poll(offered).toBeGreaterThan(before);
  await omar.page.evaluate(() => window.letOffersGo?.());
  await expect(omar.call("Sara").getByText(/^On hold for/)).toBeVisible();
  await sara.hearsNot(tones.second);
  await omar.hearsNot(tones.third);
  await omar.presses("Resume", omar.call("Sara"));
  await sara.hears(tones.second);
  await omar.hears(tones.third);
  await omar.hangsUp("Sara");
});
