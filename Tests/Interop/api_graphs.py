"""The graphs page, with the statistics of run metadata."""

from google.protobuf import text_format
from tensorboard.compat.proto import config_pb2, graph_pb2


def graphs(server, expected, findings):
    listed = server.json("/data/plugin/graphs/info")
    with_graph = {run for run, info in listed.items() if info["run_graph"]}
    findings.equal("graphs", sorted(with_graph), sorted(expected))
    for run, nodes in expected.items():
        body, _ = server.bytes("/data/plugin/graphs/graph", run=run)
        graph = text_format.Parse(body, graph_pb2.GraphDef())
        found = {node.name: node for node in graph.node}
        findings.equal(f"graph {run}", [node.name for node in graph.node],
                       [node["name"] for node in nodes])
        for node in nodes:
            what = f"graph {run} {node['name']}"
            findings.equal(what, found[node["name"]].op, node["op"])
            findings.equal(what, list(found[node["name"]].input), node.get("input", []))
            if node.get("shapes") is not None:
                shapes = found[node["name"]].attr["_output_shapes"].list.shape
                findings.equal(what, [[dim.size for dim in shape.dim] for shape in shapes],
                               node["shapes"])


def run_metadata(server, expected, findings):
    listed = server.json("/data/plugin/graphs/info")
    for run, tags in expected.items():
        found = {tag for tag, info in listed[run]["tags"].items() if info["profile"]}
        findings.equal(f"run metadata {run}", sorted(found), sorted(tags))
        for tag, nodes in tags.items():
            body, _ = server.bytes("/data/plugin/graphs/run_metadata", run=run, tag=tag)
            metadata = text_format.Parse(body, config_pb2.RunMetadata())
            names = {
                stats.node_name
                for device in metadata.step_stats.dev_stats
                for stats in device.node_stats
            }
            findings.equal(f"run metadata {run} {tag}", sorted(names), sorted(nodes))


SECTIONS = [("graphs", graphs), ("run_metadata", run_metadata)]
