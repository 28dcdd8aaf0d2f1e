#!/usr/bin/env python3
"""Compares the .proto files next to this script with the descriptors of TensorBoard and TensorFlow.

    python Protos/check_against_peers.py

Needs the Python packages tensorboard and tensorflow (tensorflow-cpu will do), and protoc-c, which
is built on protoc and so writes descriptor sets. (libprotobuf-c's own descriptors lack the names of
oneofs, and comments.)

Each field of ours must have the peers' number, name, type, label, packing and oneof, where bytes
stand for string. Each field of theirs must be here or in LEFT_OUT. Enums must have the same values.

Exits 0 when all agree, 1 when something differs, 2 when it cannot tell.
"""

import importlib
import os
import pathlib
import subprocess
import sys
import tempfile

PROTOS = pathlib.Path(__file__).resolve().parent

# Importing these brings in what they import themselves.
PEER_MODULES = [
    "tensorboard.compat.proto.config_pb2",
    "tensorboard.compat.proto.event_pb2",
    "tensorboard.plugins.audio.plugin_data_pb2",
    "tensorboard.plugins.custom_scalar.layout_pb2",
    "tensorboard.plugins.histogram.plugin_data_pb2",
    "tensorboard.plugins.hparams.plugin_data_pb2",
    "tensorboard.plugins.image.plugin_data_pb2",
    "tensorboard.plugins.mesh.plugin_data_pb2",
    "tensorboard.plugins.pr_curve.plugin_data_pb2",
    "tensorboard.plugins.projector.projector_config_pb2",
    "tensorboard.plugins.scalar.plugin_data_pb2",
    "tensorboard.plugins.text.plugin_data_pb2",
    "tensorflow.core.protobuf.config_pb2",
    "tensorflow.core.protobuf.debug_event_pb2",
    "tensorflow.core.util.event_pb2",
]

# Where we put what upstream keeps in another package.
MOVED = {
    "tensorboard.MeshPluginData": "tensorboard.mesh.MeshPluginData",
    "tensorboard.hparams.ListValue": "google.protobuf.ListValue",
    "tensorboard.hparams.NullValue": "google.protobuf.NullValue",
    "tensorboard.hparams.Struct": "google.protobuf.Struct",
    "tensorboard.hparams.Value": "google.protobuf.Value",
}

# Fields that we do without; README.md says why.
LEFT_OUT = {
    "tensorboard.GraphDef": {"debug_info"},
    "tensorboard.NodeDef": {"experimental_type"},
    "tensorboard.OpDef": {
        "allows_uninitialized_input",
        "attr",
        "deprecation",
        "description",
        "is_aggregate",
        "is_commutative",
        "is_distributed_communication",
        "summary",
    },
    "tensorboard.OpDef.ArgDef": {"description", "experimental_full_type", "handle_data"},
    "tensorboard.RunMetadata": {"cost_graph", "session_metadata"},
    "tensorflow.GraphDebugInfo": {
        "files",
        "frames_by_id",
        "name_to_trace_id",
        "traces",
        "traces_by_id",
    },
}


def cannot_tell(reason):
    print(f"check_against_peers.py: {reason}", file=sys.stderr)
    sys.exit(2)


# Or TensorFlow greets us at length.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
try:
    from google.protobuf import descriptor_pb2, descriptor_pool

    for module in PEER_MODULES:
        importlib.import_module(module)
    import tensorboard.version
    import tensorflow.version
except ImportError as error:
    cannot_tell(f"{error}: pip install tensorboard tensorflow-cpu")

Field = descriptor_pb2.FieldDescriptorProto
PEERS = descriptor_pool.Default()


class Ours:
    """The messages and enums of our own files, by full name."""

    def __init__(self):
        self.messages = {}
        self.enums = {}
        # Full names of the fields that carry the comment "UTF-8".
        self.text_fields = set()

        with tempfile.TemporaryDirectory() as directory:
            output = pathlib.Path(directory) / "ours.binpb"
            # What is in tfevents/ is nobody's but ours.
            paths = [path.relative_to(PROTOS) for path in PROTOS.rglob("*.proto")]
            files = sorted(str(path) for path in paths if path.parts[0] != "tfevents")
            command = ["protoc-c", f"--proto_path={PROTOS}", "--include_source_info"]
            try:
                subprocess.run([*command, f"--descriptor_set_out={output}", *files], check=True)
            except FileNotFoundError:
                cannot_tell("protoc-c is missing: see generate.sh")
            except subprocess.CalledProcessError:
                cannot_tell("protoc-c failed, see above")
            files = descriptor_pb2.FileDescriptorSet.FromString(output.read_bytes()).file

        for file in files:
            comments = {
                tuple(location.path): location.trailing_comments.strip()
                for location in file.source_code_info.location
            }
            for enum in file.enum_type:
                self.enums[f"{file.package}.{enum.name}"] = enum
            for index, message in enumerate(file.message_type):
                self._add(message, file.package, (4, index), comments)

    def _add(self, message, scope, path, comments):
        name = f"{scope}.{message.name}"
        self.messages[name] = message
        for index, field in enumerate(message.field):
            if comments.get((*path, 2, index)) == "UTF-8":
                self.text_fields.add(f"{name}.{field.name}")
        for enum in message.enum_type:
            self.enums[f"{name}.{enum.name}"] = enum
        for index, nested in enumerate(message.nested_type):
            self._add(nested, name, (*path, 3, index), comments)


def peer_names(name):
    """What the peers may call what we call `name`."""
    for ours, theirs in MOVED.items():
        if name == ours or name.startswith(ours + "."):
            return [theirs + name[len(ours) :]]
    package, rest = name.split(".", 1)
    # TensorBoard's copies of TensorFlow's messages differ by the package alone.
    return [name, f"tensorflow.{rest}"] if package == "tensorboard" else [name]


def peers_of(name, find, proto_type):
    """The peers' versions of `name`, with their full names."""
    found = []
    for peer_name in peer_names(name):
        try:
            descriptor = find(peer_name)
        except KeyError:
            continue
        proto = proto_type()
        descriptor.CopyToProto(proto)
        found.append((peer_name, proto))
    return found


def wire_type(field):
    return "bytes" if field.type == Field.TYPE_STRING else Field.Type.Name(field.type)[5:].lower()


def is_packed(field):
    """Packing is the default in proto3, which all files are whose repeated numbers we have."""
    packable = field.type not in (
        Field.TYPE_STRING,
        Field.TYPE_BYTES,
        Field.TYPE_MESSAGE,
        Field.TYPE_GROUP,
    )
    if field.label != Field.LABEL_REPEATED or not packable:
        return False
    return field.options.packed if field.options.HasField("packed") else True


def oneof(field, message):
    return message.oneof_decl[field.oneof_index].name if field.HasField("oneof_index") else None


def differences_between_fields(ours, our_message, theirs, their_message):
    def compare(what, our_value, their_value):
        if our_value != their_value:
            yield f"{what} is {our_value}, theirs {their_value}"

    yield from compare("number", ours.number, theirs.number)
    yield from compare("type", wire_type(ours), wire_type(theirs))
    yield from compare("label", Field.Label.Name(ours.label), Field.Label.Name(theirs.label))
    yield from compare("packed", is_packed(ours), is_packed(theirs))
    yield from compare("oneof", oneof(ours, our_message), oneof(theirs, their_message))
    if ours.type_name and theirs.type_name.lstrip(".") not in peer_names(ours.type_name[1:]):
        yield from compare("type", ours.type_name[1:], theirs.type_name[1:])
    # protoc-c packs where it is told to, and nowhere else.
    if is_packed(ours) and not ours.options.packed:
        yield "lacks [packed = true]"


def differences_between_messages(name, ours, theirs, text_fields):
    their_fields = {field.name: field for field in theirs.field}
    for field in ours.field:
        if field.name not in their_fields:
            yield f"{name}.{field.name}: they have no such field"
            continue
        their_field = their_fields.pop(field.name)
        for difference in differences_between_fields(field, ours, their_field, theirs):
            yield f"{name}.{field.name}: {difference}"
        if field.type == Field.TYPE_STRING:
            yield f"{name}.{field.name}: is a string, should be bytes"
        is_text = their_field.type == Field.TYPE_STRING
        if is_text != (f"{name}.{field.name}" in text_fields):
            yield f"{name}.{field.name}: {'lacks' if is_text else 'has'} the comment UTF-8"
    left_out = LEFT_OUT.get(name, set())
    for field_name in sorted(their_fields.keys() - left_out):
        yield f"{name}: lacks their {field_name} = {their_fields[field_name].number}"
    for field_name in sorted(left_out - their_fields.keys()):
        yield f"{name}: LEFT_OUT lists {field_name}, which is not left out"


def differences_between_enums(name, ours, theirs):
    our_values = {(value.name, value.number) for value in ours.value}
    their_values = {(value.name, value.number) for value in theirs.value}
    for value_name, number in sorted(our_values ^ their_values):
        side = "ours" if (value_name, number) in our_values else "theirs"
        yield f"{name}: {value_name} = {number} is only in {side}"


def main():
    ours = Ours()
    differences = []

    for name, message in ours.messages.items():
        peers = peers_of(name, PEERS.FindMessageTypeByName, descriptor_pb2.DescriptorProto)
        if not peers:
            differences.append(f"{name}: they have no such message")
        for peer_name, theirs in peers:
            for text in differences_between_messages(name, message, theirs, ours.text_fields):
                differences.append(f"{text} ({peer_name})")

    for name, enum in ours.enums.items():
        peers = peers_of(name, PEERS.FindEnumTypeByName, descriptor_pb2.EnumDescriptorProto)
        if not peers:
            differences.append(f"{name}: they have no such enum")
        for peer_name, theirs in peers:
            for text in differences_between_enums(name, enum, theirs):
                differences.append(f"{text} ({peer_name})")

    peers = f"tensorboard {tensorboard.version.VERSION}, tensorflow {tensorflow.version.VERSION}"
    if differences:
        print("\n".join(differences))
        print(f"{len(differences)} differences from {peers}")
        return 1
    fields = sum(len(message.field) for message in ours.messages.values())
    print(f"{len(ours.messages)} messages, {fields} fields agree")
    print(f"{len(ours.enums)} enums agree; with {peers}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
