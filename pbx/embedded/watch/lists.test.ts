import { describe, expect, test } from "vitest";

import { createScene, type Scene } from "../testing/scene";
import { watch } from "../testing/subscriber";
import { until } from "../testing/until";
import { waitLong } from "../testing/wait-long";

const accept = "multipart/related, application/rlmi+xml, application/pidf+xml";
const eventlist = { accept, supported: "eventlist" };
const digium = { userAgent: "Hamsa digium" };

/** A list as it stands in the body of a NOTIFY. */
function read(body: string) {
  const boundary = /^--(\S+)\r\n/.exec(body)?.[1] ?? "";
  const [, ...parts] = body.split(`--${boundary}`);
  const [root = "", ...documents] = parts.slice(0, -1).map((part) => {
    const [head = "", ...content] = part.split("\r\n\r\n");
    return { head, content: content.join("\r\n\r\n") };
  });
  const list = typeof root === "string" ? "" : root.content;
  const cids = [...list.matchAll(/cid="([^"]+)"/g)].map(([, cid]) => cid);
  const idsOf = documents.map(({ head }) => /Content-ID: <([^>]+)>/.exec(head)?.[1]);
  return {
    isWhole: parts.at(-1) === "--\r\n",
    version: /version="(\d+)"/.exec(list.slice(list.indexOf("<list")))?.[1],
    fullState: /fullState="(\w+)"/.exec(list)?.[1],
    uri: /<list [^>]*uri="([^"]+)"/.exec(list)?.[1],
    resources: [...list.matchAll(/<resource uri="sip:([^@]+)@/g)].map(([, name]) => name),
    doCidsFit: JSON.stringify(cids) === JSON.stringify(idsOf),
    documents: documents.map(({ content }) => content),
  };
}

const notesOf = (documents: readonly string[]) =>
  documents.map((text) => /<note>(.*)<\/note>/.exec(text)?.[1]);

async function floor(options = {}) {
  const scene = await createScene(options);
  const [aino, layla] = [await scene.phone("1001"), await scene.phone("1005", digium)];
  return { scene, aino, layla };
}

async function counted(scene: Scene) {
  const { subscriptions, timers } = (await scene.pbx.snapshot()).counts;
  return { subscriptions, timers };
}

describe("the presence of a floor in one subscription", () => {
  waitLong();

  test("is told as a whole, and then who has changed", async () => {
    const { scene, aino, layla } = await floor();
    const list = watch(layla, "floor-1", "presence", eventlist);
    expect(await list.status()).toBe(200);
    const first = read(await list.says("--"));
    expect(first).toMatchObject({
      isWhole: true,
      version: "0",
      fullState: "true",
      uri: "sip:floor-1@127.0.0.1",
      resources: ["1001", "1002", "1003", "1004", "1005"],
      doCidsFit: true,
    });
    const away = "Unavailable";
    expect(notesOf(first.documents)).toEqual(["Ready", away, away, away, "Ready"]);
    expect(list.headers("require")).toBe("eventlist");
    expect(list.headers("content-type")).toMatch(
      /^multipart\/related;type="application\/rlmi\+xml";start="<[^>]+>";boundary="[^"]+"$/,
    );
    list.answerWith(null);
    const changedAtMs = performance.now();
    await aino.command("pause lunch");
    const second = read(await list.says("lunch"));
    expect(performance.now() - changedAtMs).toBeGreaterThan(90); // gathered for 100 ms
    expect(second).toMatchObject({ version: "1", fullState: "false", resources: ["1001"] });
    await scene.phone("1002");
    await aino.command("pause meeting");
    await aino.command("pause coffee");
    list.resume();
    const third = read(await list.says("coffee"));
    expect(third).toMatchObject({
      version: "2",
      fullState: "false",
      resources: ["1001", "1002"],
      doCidsFit: true,
    });
    expect(third.documents[0]).toContain('type="away" subtype="pause">coffee</digium_presence>');
    expect(list.bodies).toHaveLength(3);
  });

  test("is told as a whole again when it is asked for, and at its end", async () => {
    const { scene, layla } = await floor();
    const list = watch(layla, "floor-1", "presence", eventlist);
    await list.says("--");
    expect(await list.refresh(200)).toBe(200);
    await until("told again", () => list.bodies.length === 2);
    expect(await list.refresh(0)).toBe(200);
    await until("the last one", () => list.bodies.length === 3);
    const versions = list.bodies.map((body) => read(body));
    expect(versions.map(({ version, fullState }) => `${version} ${fullState}`)).toEqual([
      "0 true",
      "1 true",
      "2 true",
    ]);
    await until("over", async () => (await counted(scene)).subscriptions === 0);
  });

  test("a change that has been taken back before it was told is no news", async () => {
    const { scene, aino, layla } = await floor();
    const omar = await scene.phone("1002");
    await omar.command("unpause");
    const list = watch(layla, "floor-1", "presence", eventlist);
    await list.says("--");
    list.answerWith(null);
    await aino.command("desk s=talking");
    await list.says("s=talking");
    await omar.command("pause lunch");
    await omar.command("unpause");
    await aino.command("desk s=idle");
    list.resume();
    expect(read(await list.says("s=idle")).resources).toEqual(["1001"]);
    expect(list.bodies).toHaveLength(3);
  });

  test("leaves no timer behind when its socket goes while something is gathered", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const before = await counted(scene);
    const layla = await scene.phone("1005", digium);
    const list = watch(layla, "floor-1", "presence", eventlist);
    await list.says("--");
    await aino.command("pause lunch");
    layla.cut();
    const after = await until("gone", async () => {
      const counts = await counted(scene);
      return counts.subscriptions === 0 ? counts : null;
    });
    expect(after).toEqual(before);
  });

  test.each([
    ["floor-2", "1005", eventlist, 404],
    ["floor-0", "1005", eventlist, 404],
    ["floor-1x", "1005", eventlist, 404],
    ["floor-1", "1001", eventlist, 403],
    ["floor-1", "1005", { accept }, 421],
    ["floor-1", "1005", { ...eventlist, accept: "application/pidf+xml" }, 489],
  ])("%s for %s with %j: %i", async (name, extension, options, status) => {
    const scene = await createScene();
    const phone = await scene.phone(extension);
    expect(await watch(phone, name, "presence", options).status()).toBe(status);
  });

  test("has no dialogs", async () => {
    const { layla } = await floor();
    const options = { ...eventlist, accept: `${accept}, application/dialog-info+xml` };
    expect(await watch(layla, "floor-1", "dialog", options).status()).toBe(404);
  });
});

describe("what an agent's phone says of itself", () => {
  test("goes into presence as it is, behind the reason", async () => {
    const { aino, layla } = await floor();
    const presence = watch(layla, "1001", "presence");
    await presence.says("not_set");
    expect(await aino.command("desk s=talking&t=1790000000&q=support&c=3")).toBe("OK");
    await presence.says('type="not_set">r=&amp;s=talking&amp;t=1790000000&amp;q=support&amp;c=3<');
    await aino.command("pause lunch");
    await presence.says('subtype="pause">r=lunch&amp;s=talking&amp;t=1790000000');
    await aino.command("presence away,pause,a=b&c");
    await presence.says(">r=abc&amp;s=talking");
    expect(await aino.command("status support")).toContain("message=a=b&c");
    await aino.command("desk -");
    await presence.says('subtype="pause">a=b&amp;c<');
  });

  test.each([
    ["s=idle<b>\"'\r\nX: 1,é", "r=&amp;s=idlebX1<"],
    [`s=${"x".repeat(400)}`, `r=&amp;s=${"x".repeat(298)}<`],
  ])("and nothing else: %j", async (summary, expected) => {
    const { aino, layla } = await floor();
    const presence = watch(layla, "1001", "presence");
    await presence.says("not_set");
    await aino.command(`desk ${summary}`);
    await presence.says(`>${expected}`);
  });
});
