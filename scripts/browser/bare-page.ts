import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession } from 'playwright-core';

/** A page without developer tools: Playwright's have the page keep a copy of all it fetches. */
export interface BarePage {
  goto(url: string): Promise<void>;
  /** The value of a JavaScript expression, which must be plain data. */
  evaluate(expression: string): Promise<unknown>;
  /** Clicks into the middle of the first element of this selector. @returns whether there was one */
  click(selector: string): Promise<boolean>;
}

/** @param size of the window in CSS pixels */
export async function openBarePage(
  browser: Browser,
  { width, height }: { width: number; height: number },
): Promise<BarePage> {
  const session = await browser.newBrowserCDPSession();
  // Playwright has no part in a context that it did not make.
  const { browserContextId } = await session.send('Target.createBrowserContext');
  const { targetId } = await session.send('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
    width,
    height,
  });
  const { sessionId } = await session.send('Target.attachToTarget', { targetId });
  const send = sender(session, sessionId);

  const evaluate = async (expression: string): Promise<unknown> => {
    const { result } = (await send('Runtime.evaluate', { expression, returnByValue: true })) as {
      result: { value?: unknown };
    };
    return result.value;
  };
  return {
    evaluate,
    async goto(url) {
      await send('Page.navigate', { url });
      do await wait(200);
      while ((await evaluate('document.readyState')) !== 'complete');
    },
    async click(selector) {
      const find = `document.querySelector(${JSON.stringify(selector)})`;
      const place = await evaluate(`(() => {
        const element = ${find};
        element?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = element?.getBoundingClientRect();
        return box && [box.x + box.width / 2, box.y + box.height / 2];
      })()`);
      if (!Array.isArray(place)) return false;
      const [x, y] = place as number[];
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
        await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
      return true;
    },
  };
}

/** Sends commands through the browser's session, for a session of its own would be Playwright's. */
function sender(session: CDPSession, sessionId: string) {
  let lastId = 0;
  return (method: string, params: object): Promise<unknown> => {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      const receive = (event: { sessionId: string; message: string }) => {
        const reply = JSON.parse(event.message) as {
          id?: number;
          result?: unknown;
          error?: { message: string };
        };
        if (event.sessionId !== sessionId || reply.id !== id) return;
        session.off('Target.receivedMessageFromTarget', receive);
        if (reply.error) reject(new Error(`${method}: ${reply.error.message}`));
        else resolve(reply.result);
      };
      session.on('Target.receivedMessageFromTarget', receive);
      void session.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
    });
  };
}
