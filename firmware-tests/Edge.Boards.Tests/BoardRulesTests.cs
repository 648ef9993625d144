using System.Text.Json.Nodes;
using Edge.Errors;

namespace Edge.Boards.Tests;

/// <summary>Each rule of the loader, broken once in an otherwise valid file. Where the schema can say the rule too, it must.</summary>
public class BoardRulesTests
{
    private const string Esp = "esp32-rev3";
    private const string Stm = "st-stm32f429i-disco";

    [Fact]
    public void Names_file_board_and_key_of_an_unknown_key()
    {
        EdgeException error = Refused(board => board["colour"] = "red", Esp, "boards-unknown-key", inSchema: true);
        Assert.Contains("test.json", error.Message);
        Assert.Contains(Esp, error.Message);
        Assert.Contains("colour", error.Message);
        Assert.Equal(ExitCode.Input, error.Exit);
    }

    [Fact]
    public void Names_an_unknown_key_inside_a_region() => Refused(board => Documents.RegionOf(board, "deploy")["colour"] = 1, Esp, "boards-unknown-key", inSchema: true);

    [Fact]
    public void Names_a_missing_key() => Assert.Contains("target", Refused(board => board.Remove("target"), Esp, "boards-missing-key", inSchema: true).Message);

    [Fact]
    public void Refuses_a_size_that_is_text() => Refused(board => board["flashBytes"] = "4 MB", Esp, "boards-wrong-type", inSchema: true);

    [Fact]
    public void Refuses_an_address_that_is_a_number() => Refused(board => Documents.RegionOf(board, "deploy")["at"] = 1966080, Esp, "boards-wrong-type", inSchema: true);

    [Fact]
    public void Refuses_an_unknown_tier() => Refused(board => board["tier"] = "none", Esp, "boards-unknown-value", inSchema: true);

    [Fact]
    public void Refuses_an_unknown_route() => Refused(board => board["flash"]![0]!["via"] = "jtag", Esp, "boards-unknown-value", inSchema: true);

    [Fact]
    public void Refuses_a_packet_size_the_protocol_does_not_have() => Refused(board => board["flash"]![0]!["packet"] = 300, Esp, "boards-packet", inSchema: true);

    [Fact]
    public void Refuses_an_id_with_capitals() => Refused(board => board["id"] = "ESP32", Esp, "boards-id", inSchema: true);

    [Fact]
    public void Refuses_a_second_board_of_the_same_id() => Refused(board => board["id"] = "esp32-c3", Esp, "boards-duplicate", inSchema: false);

    [Fact]
    public void Refuses_an_alias_that_is_another_boards_id() => Refused(board => board["aliases"] = new JsonArray("esp32-c3"), Esp, "boards-duplicate", inSchema: false);

    [Fact]
    public void Refuses_regions_out_of_order() => Refused(board => Documents.RegionOf(board, "clr")["at"] = "0x3D0000", Esp, "boards-region-outside", inSchema: false);

    [Fact]
    public void Refuses_regions_that_overlap() => Refused(board => Documents.RegionOf(board, "clr")["size"] = 1900544 + 4096, Esp, "boards-region-order", inSchema: false);

    [Fact]
    public void Refuses_a_region_outside_the_flash() => Refused(board => board["flashBytes"] = 2097152, Esp, "boards-region-outside", inSchema: false);

    [Fact]
    public void Refuses_a_board_without_a_deploy_region() => Refused(board => board["regions"]!.AsArray().RemoveAt(1), Esp, "boards-deploy", inSchema: false);

    [Fact]
    public void Refuses_a_second_deploy_region() => Refused(board => Documents.RegionOf(board, "clr")["use"] = "deploy", Esp, "boards-deploy", inSchema: false);

    [Fact]
    public void Refuses_a_deploy_size_that_is_no_multiple_of_the_erase_block() => Refused(board => Documents.RegionOf(board, "deploy")["size"] = 1835000, Esp, "boards-erase-blocks", inSchema: false);

    [Fact]
    public void Refuses_a_deploy_start_off_the_erase_blocks() => Refused(MoveDeployBy512Bytes, Esp, "boards-erase-blocks", inSchema: false);

    [Fact]
    public void Refuses_erase_runs_that_do_not_add_up() => Refused(board => Documents.RegionOf(board, "deploy")["eraseRuns"]![0]![0] = 2, Stm, "boards-erase-blocks", inSchema: false);

    [Fact]
    public void Refuses_erase_blocks_that_cut_a_sector() => Refused(CutSectors, Stm, "boards-sectors", inSchema: false);

    [Fact]
    public void Refuses_sectors_that_do_not_add_up_to_the_flash() => Refused(board => board["flashSectors"]![0]![0] = 3, Stm, "boards-sectors", inSchema: false);

    [Fact]
    public void Refuses_a_files_region_without_a_drive() => Refused(board => Documents.RegionOf(board, "files").Remove("drive"), Esp, "boards-drive", inSchema: false);

    [Fact]
    public void Refuses_a_drive_on_another_region() => Refused(board => Documents.RegionOf(board, "deploy")["drive"] = "D:", Esp, "boards-drive", inSchema: false);

    [Fact]
    public void Refuses_a_source_without_a_commit() => Refused(board => board["sources"]!.AsArray().Add("somebody told me"), Esp, "boards-source", inSchema: true);

    [Fact]
    public void Refuses_a_malformed_usb_identity() => Refused(board => board["usb"]!.AsArray().Add("10C4-EA60"), Esp, "boards-usb", inSchema: true);

    [Fact]
    public void Refuses_an_esp_route_without_a_chip_identity() => Refused(board => { board["chip"]!.AsObject().Remove("espChipId"); board["chip"]!.AsObject().Remove("espMagic"); }, Esp, "boards-identity", inSchema: false);

    [Fact]
    public void Refuses_an_stm32_route_without_a_product_id() => Refused(board => board["chip"]!.AsObject().Remove("stm32Pid"), Stm, "boards-identity", inSchema: false);

    [Fact]
    public void Refuses_a_heap_estimate_whose_ends_are_swapped() => Refused(board => board["managedHeap"]!["estimate"] = new JsonArray(9000, 8000), Esp, "boards-heap-estimate", inSchema: false);

    [Fact]
    public void Refuses_an_interpreter_that_takes_no_time() => Refused(board => board["interpreter"]!["microsecondsPerInstruction"] = new JsonArray(0.0, 0.5), Esp, "boards-interpreter", inSchema: true);

    [Fact]
    public void Refuses_a_schema_version_from_the_future()
    {
        JsonObject document = Documents.Boards();
        document["schema"] = 2;
        Assert.Equal("boards-schema-version", Assert.Throws<EdgeException>(() => Documents.Load(document)).Code);
    }

    [Fact]
    public void Says_in_which_line_the_file_stops_being_JSON()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => BoardCatalog.Parse("test.json", "{\n \"schema\": 1,\n oops }"u8.ToArray()));
        Assert.Equal("boards-not-json", error.Code);
        Assert.Contains("line 3", error.Message);
    }

    [Fact]
    public void Refuses_a_file_cut_short_anywhere()
    {
        byte[] valid = System.Text.Encoding.UTF8.GetBytes(Documents.Text("boards.json"));
        for (int length = 0; length < valid.Length - 1; length += 97)
        {
            Assert.Throws<EdgeException>(() => BoardCatalog.Parse("test.json", valid[..length]));
        }
    }

    private static void MoveDeployBy512Bytes(JsonObject board)
    {
        JsonObject clr = Documents.RegionOf(board, "clr");
        clr["size"] = clr["size"]!.GetValue<int>() - 512;
        Documents.RegionOf(board, "deploy")["at"] = "0x1DFE00";
    }

    private static void CutSectors(JsonObject board)
    {
        JsonObject deploy = Documents.RegionOf(board, "deploy");
        deploy.Remove("eraseRuns");
        deploy["eraseBlock"] = 32768;
    }

    private static EdgeException Refused(Action<JsonObject> breakIt, string board, string code, bool inSchema)
    {
        JsonObject document = Documents.Boards();
        breakIt(Documents.BoardOf(document, board));
        EdgeException error = Assert.Throws<EdgeException>(() => Documents.Load(document));
        Assert.Equal(code, error.Code);
        Assert.NotNull(error.Try);
        Assert.Equal(inSchema, new SchemaSubset(Documents.Schema()).Check(document).Count > 0);
        return error;
    }
}
