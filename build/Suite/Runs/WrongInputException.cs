using Cake.Core;

namespace Suite.Runs;

/// <summary>An argument or an inventory is wrong. Nothing was touched.</summary>
public sealed class WrongInputException(string message) : CakeException(ExitCodes.WrongInput, message);
