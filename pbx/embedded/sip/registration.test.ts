import { describe, expect, test } from "vitest";

import { answerChallenge } from "../testing/raw-client";
import { createScene } from "../testing/scene";
import { until } from "../testing/until";

const aino = { name: "1001", password: "pw1001" };

describe("registering", () => {
  test("one challenge, then 200 with the contact and the switch's name", async () => {
    const scene = await createScene();
    const phone = await scene.stranger("1001");
    const answer = await phone.register();
    expect(answer.statusCode).toBe(200);
    expect(answer.getHeader("user-agent")).toMatch(/^Hamsa-Switch\//);
    expect(phone.received.map((text) => text.split(" ")[1])).toEqual(["401", "200"]);
    const { registrations } = await scene.pbx.snapshot();
    expect(registrations).toMatchObject([{ user: "1001", expiresInSeconds: 120 }]);
  });

  test.each([
    ["a wrong password", "1001", "nonsense"],
    ["a user who does not exist", "1999", "pw1999"],
  ])("%s: challenged, then 403", async (_name, extension, password) => {
    const scene = await createScene();
    const phone = await scene.stranger(extension, { password });
    expect((await phone.register()).statusCode).toBe(403);
    expect(phone.received[0]).toContain("401 Unauthorized");
    expect((await scene.pbx.snapshot()).registrations).toEqual([]);
  });

  test("a refresh keeps one binding, unregistering removes it", async () => {
    const scene = await createScene();
    const phone = await scene.phone("1001");
    await phone.register();
    expect((await scene.pbx.snapshot()).registrations).toHaveLength(1);
    expect((await phone.unregister()).statusCode).toBe(200);
    expect((await scene.pbx.snapshot()).registrations).toEqual([]);
  });

  test("every contact of the user is in the answer, Contact: * removes them all", async () => {
    const scene = await createScene();
    const instance = "a8c6ad3e-f3b1-4f1f-8b1c-000000000001";
    await scene.phone("1001", { instanceId: instance });
    const phone = await scene.stranger("1001");
    const contacts = (await phone.register()).getHeaders("contact");
    expect(contacts).toHaveLength(2);
    expect(contacts[0]).toContain(`+sip.instance="<urn:uuid:${instance}>";reg-id=1;expires=120`);
    expect((await phone.unregister(true)).statusCode).toBe(200);
    expect((await scene.pbx.snapshot()).registrations).toEqual([]);
  });

  test("a page that loads again replaces the binding of its old self", async () => {
    const scene = await createScene();
    const instanceId = "a8c6ad3e-f3b1-4f1f-8b1c-000000000002";
    await scene.phone("1001", { instanceId });
    await scene.phone("1001", { instanceId });
    expect((await scene.pbx.snapshot()).registrations).toHaveLength(1);
  });

  test("a sixth contact is refused with 403", async () => {
    const scene = await createScene();
    for (let i = 0; i < 5; i++) await scene.phone("1001");
    const sixth = await scene.stranger("1001");
    expect((await sixth.register()).statusCode).toBe(403);
  });

  test("too short a time: 423 with Min-Expires, which sip.js then takes", async () => {
    const scene = await createScene();
    const phone = await scene.stranger("1001", { expiresSeconds: 5 });
    void phone.register();
    await until("registered", async () => (await scene.pbx.snapshot()).registrations.length === 1);
    const refused = phone.received.find((text) => text.startsWith("SIP/2.0 423"));
    expect(refused).toContain("Min-Expires: 30");
    expect((await scene.pbx.snapshot()).registrations[0]?.expiresInSeconds).toBe(30);
  });

  test("a binding ends with its socket", async () => {
    const scene = await createScene();
    const phone = await scene.phone("1001");
    phone.cut();
    await until("gone", async () => (await scene.pbx.snapshot()).registrations.length === 0);
  });

  test("a nonce that is too old is asked for again", async () => {
    const scene = await createScene({ nonceLifetimeMs: -1 });
    const client = await scene.rawClient();
    client.send(client.request("REGISTER"));
    const challenge = await client.next("challenge", (text) => text.startsWith("SIP/2.0 401"));
    const Authorization = answerChallenge(challenge, "REGISTER", aino);
    client.send(client.request("REGISTER", { Authorization }));
    const again = await client.next("second challenge", (text) => text.startsWith("SIP/2.0 401"));
    expect(again).toContain("stale=true");
  });

  test("somebody else's address is not for registering", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    client.send(client.request("REGISTER"));
    const challenge = await client.next("challenge", (text) => text.startsWith("SIP/2.0 401"));
    const Authorization = answerChallenge(challenge, "REGISTER", aino);
    client.send(client.request("REGISTER", { Authorization, To: "<sip:1002@127.0.0.1>" }));
    await client.next("403", (text) => text.startsWith("SIP/2.0 403"));
  });

  test("signing in another user's name is challenged again", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    const From = "<sip:1002@127.0.0.1>;tag=raw";
    client.send(client.request("MESSAGE", { From }));
    const challenge = await client.next("challenge", (text) => text.startsWith("SIP/2.0 401"));
    const Authorization = answerChallenge(challenge, "MESSAGE", aino);
    client.send(client.request("MESSAGE", { From, Authorization }));
    await client.next("another challenge", (text) => text.startsWith("SIP/2.0 401"));
  });
});

describe("other requests", () => {
  test("OPTIONS is answered at once", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    client.send(client.request("OPTIONS"));
    expect(await client.next("200", (text) => text.startsWith("SIP/2.0 200"))).toContain("Allow:");
  });

  test.each(["INVITE", "MESSAGE", "SUBSCRIBE", "REGISTER"])("%s is challenged", async (method) => {
    const scene = await createScene();
    const client = await scene.rawClient();
    client.send(client.request(method));
    const challenge = await client.next("401", (text) => text.startsWith("SIP/2.0 401"));
    expect(challenge).toMatch(
      /WWW-Authenticate: Digest realm="hamsa",nonce="[^"]+",algorithm=MD5,qop="auth"\r\n/,
    );
  });

  test("CRLFCRLF comes by itself and the client's is not answered", async () => {
    const scene = await createScene({ keepAliveMs: 20 });
    const client = await scene.rawClient();
    client.send("\r\n\r\n");
    await until("three", () => client.received.length >= 3);
    expect(new Set(client.received)).toEqual(new Set(["\r\n\r\n"]));
  });
});
