package io.actor.gen;

import java.util.List;
import java.util.Map;

/**
 * What servers of one name on several nodes answered ({@code gen_server:multi_call/4}).
 *
 * @param replies the replies by node, in the order in which the nodes were given
 * @param badNodes nodes that cannot be reached, have no such server, or whose server
 * ended or did not answer in time
 * @param <R> type of the replies
 */
public record MultiReply<R>(Map<String, R> replies, List<String> badNodes) {
}
