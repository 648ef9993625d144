namespace Edge.Formats;

/// <summary>The first byte of a MessagePack value (the "format" table of the MessagePack specification), in byte order.</summary>
public static class MessagePackCode
{
    public const int MaxPositiveFixInt = 0x7f;
    public const int MinFixMap = 0x80;
    public const int MaxFixMap = 0x8f;
    public const int MinFixArray = 0x90;
    public const int MaxFixArray = 0x9f;
    public const int MinFixString = 0xa0;
    public const int MaxFixString = 0xbf;
    public const int Nil = 0xc0;
    public const int NeverUsed = 0xc1;
    public const int False = 0xc2;
    public const int True = 0xc3;
    public const int Binary8 = 0xc4;
    public const int Binary16 = 0xc5;
    public const int Binary32 = 0xc6;
    public const int Extension8 = 0xc7;
    public const int Extension16 = 0xc8;
    public const int Extension32 = 0xc9;
    public const int Float32 = 0xca;
    public const int Float64 = 0xcb;
    public const int UInt8 = 0xcc;
    public const int UInt16 = 0xcd;
    public const int UInt32 = 0xce;
    public const int UInt64 = 0xcf;
    public const int Int8 = 0xd0;
    public const int Int16 = 0xd1;
    public const int Int32 = 0xd2;
    public const int Int64 = 0xd3;
    public const int FixExtension1 = 0xd4;
    public const int FixExtension2 = 0xd5;
    public const int FixExtension4 = 0xd6;
    public const int FixExtension8 = 0xd7;
    public const int FixExtension16 = 0xd8;
    public const int String8 = 0xd9;
    public const int String16 = 0xda;
    public const int String32 = 0xdb;
    public const int Array16 = 0xdc;
    public const int Array32 = 0xdd;
    public const int Map16 = 0xde;
    public const int Map32 = 0xdf;
    public const int MinNegativeFixInt = 0xe0;
}
