namespace Edge.Formats;

/// <summary>The constants of the <c>.edge</c> file in wire order. Their meaning stands in FORMAT.md; there is no logic here.</summary>
public static class Format
{
    // FORMAT.md section 2
    public const string Magic = "edge";
    public const int Version = 1;
    public const int TopLevelFields = 12;
    public const int InputFields = 6;
    public const int OutputFields = 3;
    public const int FieldBlob = 10;
    public const int BlobAlignment = 8;
    public const int BlobHeaderBytes = 5;
    public const int ChecksumBytes = 5;

    // FORMAT.md section 1: tensor formats. 1 .. 8 are the bits of an unsigned byte.
    public const int FormatBits = 0;
    public const int FormatRaw = 32;

    // FORMAT.md section 3
    public const int LayerFields = 8;
    public const int LayerOutputFields = 3;
    public const int WindowFields = 9;
    public const int AddFields = 2;
    public const int EpilogueFields = 6;
    public const int PlaneFields = 6;
    public const int TestFields = 2;

    public const int OperatorDense = 0;
    public const int OperatorConv2d = 1;
    public const int OperatorDepthwise = 2;
    public const int OperatorMaxPool = 3;
    public const int OperatorAveragePool = 4;
    public const int OperatorAdd = 5;

    // FORMAT.md section 4
    public const int EpilogueThreshold = 0;
    public const int EpilogueRequantize = 1;
    public const int EpilogueShift = 2;
    public const int EpilogueRaw = 3;

    // FORMAT.md section 5
    public const int EncodingLanes1 = 1;
    public const int EncodingLanes2 = 2;
    public const int EncodingLanes4 = 4;
    public const int EncodingBytes = 8;
    public const int EncodingBitRows = 16;
    public const int EncodingMaskedBitRows = 17;
    public const int EncodingPowers = 20;

    // FORMAT.md section 5, coded planes: 32 + the encoding of the decoded bytes
    public const int EncodingCoded = 32;
    public const int CodedHeaderBytes = 24;
    public const int CodedWordsAt = 8;
    public const int CodedRepeatsAt = 23;
    public const int MaxWordBits = 15;
    public const int MaxSymbols = 256;
    public const int MaxRepeat = 256;

    // FORMAT.md section 7
    public const int MaxSide = 65535;
    public const int MaxElements = 1 << 24;
    public const int MaxArena = 1 << 24;
    public const int MaxLayers = 1024;
    public const int MaxPlanes = 8;
    public const int MaxTests = 16;
    public const int MaxKernel = 255;
    public const int MaxOperations = 1 << 28;
    public const int MaxThresholds = 15;
    public const int MaxPlaneShift = 24;
    public const int MaxRequantizeShift = 62;
    public const int MaxAccumulatorShift = 31;
    public const int MaxStep = 255;
    public const int MaxZero = 255;
    public const int MaxWeightLevels = 256;
    public const int MaxPowers = 7;
    public const int MaxMultiplier = 32767;
    public const int MaxExpansion = 16;
    public const int FreeExpansionBytes = 1 << 20;
    public const int MaxMetadataValues = 4096;
    public const int MaxMetadataDepth = 16;
    public const int ArenaAlignment = 4;
}
