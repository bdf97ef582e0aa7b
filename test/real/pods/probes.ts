import { get } from "node:http";
import { connect } from "node:net";
import type { Container } from "../container/container";
import type { ContainerDescription, Probe } from "./spec";

/** Seconds until one question of a probe counts as unanswered. Assumption: two cores carry every pod of the test. */
const PATIENCE = 10;

function portNumber(container: ContainerDescription, port: number | string): number {
  if (typeof port === "number") return port;
  const found = container.ports.find(({ name }) => name === port);
  if (found === undefined) throw new Error(`${container.name}: its probe asks a port named ${port}, which it has not.`);
  return found.containerPort;
}

function answersHttp(address: string, port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: address, port, path, timeout: PATIENCE * 1000, agent: false }, (response) => {
      response.resume();
      // A kubelet takes every answer from 200 to 399.
      resolve((response.statusCode ?? 500) >= 200 && (response.statusCode ?? 500) < 400);
    });
    request.on("timeout", () => request.destroy(new Error("too late")));
    request.on("error", () => resolve(false));
  });
}

export function answersTcp(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: PATIENCE * 1000 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => done(true));
    socket.on("timeout", () => done(false));
    socket.on("error", () => done(false));
  });
}

/** Asks what a probe asks, once; without a probe the answer is yes, as a kubelet has it. */
export async function passes(
  probe: Probe | undefined,
  description: ContainerDescription,
  container: Container,
  address: string,
): Promise<boolean> {
  if (probe === undefined) return true;
  const { httpGet, tcpSocket, exec } = probe;
  if (httpGet?.scheme === "HTTPS") throw new Error(`${description.name}: the test cannot probe over HTTPS.`);
  if (httpGet) return answersHttp(address, portNumber(description, httpGet.port), httpGet.path);
  if (tcpSocket) return answersTcp(address, portNumber(description, tcpSocket.port));
  if (exec) {
    return container.exec(exec.command).then(
      () => true,
      () => false,
    );
  }
  throw new Error(`${description.name}: a probe that asks nothing.`);
}
